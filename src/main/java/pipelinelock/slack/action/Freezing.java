package pipelinelock.slack.action;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** Freezing by people in Slack, and showing everybody that it holds. */
public final class Freezing {
  private static final Set<String> SHOWN_IN = Set.of("status", "help", "envs");

  private final Freezes freezes;
  private final People people;
  private final List<ApprovalPolicy> policies;

  /**
   * @param policies whose approvers may freeze and unfreeze
   */
  public Freezing(Freezes freezes, People people, Collection<ApprovalPolicy> policies) {
    this.freezes = freezes;
    this.people = people;
    this.policies = List.copyOf(policies);
  }

  public Message freeze(String user, String reason) {
    return told(
        freezes.freeze(people.find(user), () -> mayApprove(user), reason),
        "Frozen. Nothing new starts in any environment; running plans continue. `/pipeline-lock unfreeze` ends it.");
  }

  public Message unfreeze(String user) {
    return told(
        freezes.unfreeze(people.find(user), () -> mayApprove(user)),
        "No longer frozen. The bot takes requests again.");
  }

  private static Message told(Optional<Refused> refused, String done) {
    return Message.sentence(refused.map(Refused::text).orElse(done));
  }

  private boolean mayApprove(String user) {
    return policies.stream().distinct().anyMatch(policy -> policy.names(people.find(user, policy)));
  }

  /** The answer of a command, with the freeze beneath it where that matters. */
  public Answer on(String command, Answer answer) {
    return SHOWN_IN.contains(command) ? answer.with(this::shown) : answer;
  }

  private Message shown(Message message) {
    return freezes.now().map(freeze -> with(message, note(freeze))).orElse(message);
  }

  private static Message with(Message message, LayoutBlock note) {
    var blocks = new ArrayList<>(message.blocks());
    blocks.add(note);
    return Message.of(blocks);
  }

  private static LayoutBlock note(Freeze freeze) {
    String reason = Mrkdwn.escape(freeze.reason());
    return Layout.markup(
        switch (freeze) {
          case Freeze.Configured _ ->
              "*Frozen* by the bot's configuration: %s. Nothing new starts.".formatted(reason);
          case Freeze.Ordered(var by, var at, var _) ->
              "*Frozen* by %s, %s: %s. Nothing new starts; an approver ends it with `/pipeline-lock unfreeze`."
                  .formatted(Mrkdwn.mention(by), Mrkdwn.date(at), reason);
          case Freeze.Unproven _ ->
              "*Counts as frozen*: %s. Nothing new starts; the people who run the bot must look: `record verify` lists what is wrong."
                  .formatted(reason);
        });
  }
}
