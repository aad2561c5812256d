package pipelinelock.runbook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.look.AbortRecord;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.plan.Step;

/**
 * The aborts of the incidents in the record. An abort whose intent is on record counts as sent,
 * because its request may have been.
 */
public final class OwnAborts implements AbortRecord {
  /** More than these are not read, and then it is not known what was aborted. */
  private static final int NEWEST = 50;

  private final IncidentRecord record;

  public OwnAborts(IncidentRecord record) {
    this.record = record;
  }

  @Override
  public List<AskedAbort> since(EnvironmentName environment, Instant moment) {
    try {
      return read(environment, moment);
    } catch (UnreadableRecord | RecordUnavailable e) {
      throw new RemoteFailure(
          RemoteFailure.Kind.GARBAGE,
          "the bot's record could not be read, so what it aborted is not known",
          e);
    }
  }

  private List<AskedAbort> read(EnvironmentName environment, Instant moment) {
    var aborts = new ArrayList<AskedAbort>();
    var newest = record.newest(environment, NEWEST);
    for (var id : newest) {
      var incident = found(id);
      if (incident.phase() instanceof Phase.Closed closed && closed.at().isBefore(moment)) {
        return List.copyOf(aborts);
      }
      aborts.addAll(of(incident));
    }
    boolean archived =
        record.archivedOf(environment).stream().anyMatch(it -> !it.endedAt().isBefore(moment));
    if (newest.size() == NEWEST || archived) {
      throw new RemoteFailure(
          RemoteFailure.Kind.NOT_FOUND,
          "the bot's record does not reach back to the start of what is open");
    }
    return List.copyOf(aborts);
  }

  private Incident found(IncidentId id) {
    return record
        .find(id)
        .orElseThrow(
            () ->
                new RemoteFailure(
                    RemoteFailure.Kind.NOT_FOUND, id + " was archived while it was read"));
  }

  private static List<AskedAbort> of(Incident incident) {
    var steps = incident.request().plan().steps();
    return IntStream.range(0, steps.size())
        .boxed()
        .flatMap(
            i ->
                steps.get(i) instanceof Step.AbortBuild abort
                    ? asked(incident, abort, incident.steps().get(i)).stream()
                    : Stream.empty())
        .toList();
  }

  private static Optional<AskedAbort> asked(
      Incident incident, Step.AbortBuild abort, StepProgress progress) {
    return intended(progress)
        .map(at -> new AskedAbort(abort.buildId(), abort.build(), incident.id().toString(), at));
  }

  /**
   * When the request was about to leave; empty where the step ended before that, or has not come.
   */
  private static Optional<Instant> intended(StepProgress progress) {
    return switch (progress) {
      case StepProgress.Waiting _ -> Optional.empty();
      case StepProgress.Intended(var _, var at, var _) -> Optional.of(at);
      case StepProgress.Following(var since, var _) -> Optional.of(since);
      case StepProgress.TaskOver over -> Optional.of(over.since());
      case StepProgress.Over over ->
          Optional.of(over.since()).filter(since -> since.isBefore(over.at()));
    };
  }
}
