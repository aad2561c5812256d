package pipelinelock.slack.command.decide;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code cancel dev04}, {@code cancel INC-42}. */
public final class CancelCommand implements SlashSubcommand {
  private final Directory directory;
  private final Decisions decisions;
  private final Naming naming;

  public CancelCommand(Directory directory, Incidents incidents, Decisions decisions) {
    this.directory = directory;
    this.decisions = decisions;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("withdraw", "stop");
  }

  @Override
  public String usage() {
    return "cancel " + directory.example();
  }

  @Override
  public Topic topic() {
    return Topic.RUN;
  }

  @Override
  public String purpose() {
    return "withdraws a request, or stops a plan at its next safe point";
  }

  @Override
  public String details() {
    return "Before the start, only the requester can withdraw it; an approver rejects it instead. After the start, both can stop it. BOSH decides when a running task can be cancelled safely.";
  }

  @Override
  public Offered offered() {
    return Offered.FOR_AN_ENVIRONMENT;
  }

  @Override
  public Answer answer(Call call) {
    var id = naming.incident(call, usage()).incident().id();
    return Answer.later(
        "Cancelling %s …".formatted(id), _ -> decisions.cancel(id, call.voice()).message());
  }
}
