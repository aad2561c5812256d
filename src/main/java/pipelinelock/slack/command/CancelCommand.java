package pipelinelock.slack.command;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code cancel dev04}, {@code cancel INC-42}. */
final class CancelCommand implements SlashSubcommand {
  private final Directory directory;
  private final Decisions decisions;
  private final Naming naming;

  CancelCommand(Directory directory, Incidents incidents, Decisions decisions) {
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
  public String purpose() {
    return "takes a request back, or stops a running one at its next safe point";
  }

  @Override
  public String details() {
    return "Before the start only the one who asked can take it back; an approver rejects instead. After the start either can stop it. A BOSH task is asked to cancel, and says itself when it is safe.";
  }

  @Override
  public Answer answer(Call call) {
    var id = naming.incident(call, usage()).incident().id();
    return Answer.later(
        "Cancelling %s …".formatted(id), _ -> decisions.cancel(id, call.voice()).message());
  }
}
