package pipelinelock.slack.command.decide;

import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;

/** {@code approve INC-42}. */
public final class ApproveCommand implements SlashSubcommand {
  private final Directory directory;
  private final Decisions decisions;
  private final Naming naming;

  public ApproveCommand(Directory directory, Incidents incidents, Decisions decisions) {
    this.directory = directory;
    this.decisions = decisions;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "approve";
  }

  @Override
  public String usage() {
    return "approve INC-42";
  }

  @Override
  public Topic topic() {
    return Topic.DECIDE;
  }

  @Override
  public String purpose() {
    return "the same as the button in its thread";
  }

  @Override
  public String details() {
    return "If the policy requires confirmation, type the environment's name too: `approve INC-42 %s`."
        .formatted(directory.example());
  }

  @Override
  public Answer answer(Call call) {
    var incident = naming.incident(call, usage()).incident();
    var typed =
        call.typed().words().stream()
            .map(Typed.Word::plain)
            .filter(incident.environment().value()::equals)
            .findFirst();
    return Answer.later(
        "Approving %s …".formatted(incident.id()),
        _ -> decisions.approve(incident.id(), call.voice(), typed).message());
  }
}
