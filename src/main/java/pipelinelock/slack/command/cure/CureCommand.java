package pipelinelock.slack.command.cure;

import java.util.List;
import pipelinelock.incident.Incidents;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.card.DryRun;
import pipelinelock.slack.card.RequestReply;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.FinishFlags;
import pipelinelock.slack.input.Naming;

/**
 * {@code cure dev04 deployments wait since 09:07}: whatever cures it, from the lightest rung up.
 */
public final class CureCommand implements SlashSubcommand {
  private final Directory directory;
  private final CureRequests requests;
  private final People people;
  private final Naming naming;

  public CureCommand(
      Directory directory, Incidents incidents, CureRequests requests, People people) {
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "cure";
  }

  @Override
  public String usage() {
    return "cure %s why it is needed".formatted(directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.CURE;
  }

  @Override
  public String purpose() {
    return "whatever cures, the lightest first, up to the running deployment";
  }

  @Override
  public String details() {
    return "The bot looks first and makes one plan of all that may be needed, from the lightest rung to the heaviest: abort, then the VM under the step that hangs, then the others, or a release or an unpause where that is enough. People approve the whole plan once, and it stops as soon as the lock is not hung any more. It does nothing before enough people have approved, and nothing if the evidence has changed by then."
        + FinishFlags.HELP
        + " `--dry-run` only shows the plan.";
  }

  @Override
  public List<String> options() {
    return FinishFlags.and(DryRun.FLAG);
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.environment(call, usage());
    var flags = FinishFlags.of(meant.others());
    var typed = flags.others();
    var wish = new LightestWish(typed.rest(), flags.finish());
    var name = meant.environment();
    if (typed.has(DryRun.FLAG)) {
      return Answer.later(
          "Looking at %s for a dry run …".formatted(name),
          tell ->
              DryRun.of(
                  requests.preview(name, people.find(call.user()), wish, tell),
                  "cure %s why it is needed".formatted(name)));
    }
    return Answer.later(
        "Looking at %s first …".formatted(name),
        tell ->
            RequestReply.of(
                requests.request(name, people.find(call.user()), wish, tell), directory));
  }
}
