package pipelinelock.slack.command.decide;

import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code revoke INC-42}. */
public final class RevokeCommand implements SlashSubcommand {
  private final Decisions decisions;
  private final Naming naming;

  public RevokeCommand(Directory directory, Incidents incidents, Decisions decisions) {
    this.decisions = decisions;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "revoke";
  }

  @Override
  public String usage() {
    return "revoke INC-42";
  }

  @Override
  public Topic topic() {
    return Topic.DECIDE;
  }

  @Override
  public String purpose() {
    return "takes your own approval back, until the plan starts";
  }

  @Override
  public Answer answer(Call call) {
    var id = naming.incident(call, usage()).incident().id();
    return Answer.later(
        "Taking your approval of %s back …".formatted(id),
        _ -> decisions.revoke(id, call.voice()).message());
  }
}
