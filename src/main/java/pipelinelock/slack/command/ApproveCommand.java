package pipelinelock.slack.command;

import pipelinelock.incident.Incidents;

/** {@code approve INC-42}. */
final class ApproveCommand implements SlashSubcommand {
  private final Decisions decisions;
  private final Naming naming;

  ApproveCommand(Directory directory, Incidents incidents, Decisions decisions) {
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
  public String purpose() {
    return "approves a request, like the button in its thread";
  }

  @Override
  public Answer answer(Call call) {
    var id = naming.incident(call, usage()).incident().id();
    return Answer.later(
        "Approving %s …".formatted(id), _ -> decisions.approve(id, call.user()).message());
  }
}
