package pipelinelock.slack.command.decide;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.UsageError;

/** {@code reject INC-42 the run is only slow}. */
public final class RejectCommand implements SlashSubcommand {
  private final Decisions decisions;
  private final Naming naming;

  public RejectCommand(Directory directory, Incidents incidents, Decisions decisions) {
    this.decisions = decisions;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "reject";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("deny", "decline");
  }

  @Override
  public String usage() {
    return "reject INC-42 why not";
  }

  @Override
  public Topic topic() {
    return Topic.DECIDE;
  }

  @Override
  public String purpose() {
    return "ends a request before it starts";
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.incident(call, usage());
    var id = meant.incident().id();
    String reason = meant.others().rest().strip();
    boolean own = meant.incident().request().by().user().equals(call.user());
    if (reason.length() < Decisions.LEAST_REASON && !own && meant.incident().isOpen()) {
      throw new UsageError(
          "Say why in a few words; the requester and the auditor will read it. Like this: `/pipeline-lock reject %s the run is only slow`"
              .formatted(id));
    }
    return Answer.later(
        "Rejecting %s …".formatted(id), _ -> decisions.reject(id, call.voice(), reason).message());
  }
}
