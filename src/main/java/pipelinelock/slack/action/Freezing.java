package pipelinelock.slack.action;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.RefusalNotes;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Shortlist;

/** Freezes and unfreezes for people in Slack, and posts that it is in force. */
public final class Freezing {
  private static final Logger LOG = LoggerFactory.getLogger(Freezing.class);
  private static final Set<String> SHOWN_IN = Set.of("status", "help", "envs");

  private final Freezes freezes;
  private final People people;
  private final List<ApprovalPolicy> policies;
  private final Audience audience;
  private final RefusalNotes refusals;

  /**
   * Who is notified of a freeze.
   *
   * @param channels ids of the incident channels, of all environments
   */
  public record Audience(ChannelPoster crier, Set<String> channels) {
    public Audience {
      channels = Set.copyOf(channels);
    }

    /** Where it could not be said, in order. */
    private List<String> say(Message message) {
      return channels.stream().sorted().filter(channel -> !isSaid(channel, message)).toList();
    }

    private boolean isSaid(String channel, Message message) {
      try {
        crier.say(channel, message);
        return true;
      } catch (RemoteFailure e) {
        LOG.warn("a freeze could not be posted in {}: {}", channel, e.getMessage());
        return false;
      }
    }
  }

  /**
   * @param policies whose approvers may freeze and unfreeze
   * @param log keeps what is refused
   */
  public Freezing(
      Freezes freezes,
      People people,
      Collection<ApprovalPolicy> policies,
      Audience audience,
      RefusalLog log) {
    this.freezes = freezes;
    this.people = people;
    this.policies = List.copyOf(policies);
    this.audience = audience;
    this.refusals = new RefusalNotes(log);
  }

  public Message freeze(String user, String reason) {
    var person = people.find(user);
    return told(
        "freeze",
        person,
        freezes.freeze(person, () -> mayApprove(user), reason),
        "Frozen. Nothing new starts in any environment; running plans continue. `/pipeline-lock unfreeze` ends it.");
  }

  public Message unfreeze(String user) {
    var person = people.find(user);
    return told(
        "unfreeze",
        person,
        freezes.unfreeze(person, () -> mayApprove(user)),
        "No longer frozen. The bot takes requests again.");
  }

  private Message told(String act, Person person, Optional<Refused> refused, String done) {
    if (refused.isPresent()) {
      var code = refused.get().code();
      refusals.add(new Refusal(person.id(), act, Optional.empty(), Optional.empty(), code));
      return Message.sentence(refused.get().text());
    }
    var unheard = audience.say(announcement(person.id()));
    return unheard.isEmpty()
        ? Message.sentence(done)
        : Message.of(
            Layout.markup(
                "%s The bot could not post this in %s; please inform the others there."
                    .formatted(
                        done, Shortlist.of(unheard.stream().map(Mrkdwn::channel).toList()))));
  }

  /** Of a freeze that was ordered just now, or of its end. */
  private Message announcement(UserId by) {
    return freezes
        .now()
        .map(freeze -> Message.of(note(freeze)))
        .orElseGet(
            () ->
                Message.of(
                    Layout.markup(
                        "*No longer frozen*, by %s. The bot takes requests again in every environment."
                            .formatted(Mrkdwn.mention(by)))));
  }

  private boolean mayApprove(String user) {
    return policies.stream()
        .distinct()
        .anyMatch(policy -> policy.panels().name(people.find(user, policy)));
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
