package pipelinelock.runbook.restart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Recorded;
import pipelinelock.ladder.Followed;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/**
 * The incident that a new one goes on with: its own deployment did not come through, and is the one
 * that has the lock, or waits for it, now. Compared by the build's id, not by time or name.
 */
public final class Predecessor {
  private Predecessor() {}

  /** The newest incident of the environment, where it is that. */
  public static Optional<IncidentId> of(
      Incidents incidents, EnvironmentName name, Diagnosis diagnosis) {
    return incidents.newest(name, 1).stream()
        .filter(it -> !it.isOpen() && new Followed(it).broken().isPresent())
        .filter(it -> isThere(followed(it, incidents.events(it.id())), diagnosis))
        .map(Incident::id)
        .findFirst();
  }

  /** The build that its last step of that kind followed. */
  private static OptionalLong followed(Incident incident, List<Recorded> events) {
    int step = new Followed(incident).lastStep().orElseThrow();
    return events.stream()
        .map(Recorded::event)
        .filter(it -> it instanceof StepIntended intended && intended.step() == step)
        .map(it -> BuildLabel.build(((StepIntended) it).contextId()))
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static boolean isThere(OptionalLong build, Diagnosis diagnosis) {
    return build.isPresent() && there(diagnosis).anyMatch(it -> it.id() == build.getAsLong());
  }

  private static Stream<Build> there(Diagnosis diagnosis) {
    var evidence = diagnosis.evidence();
    return Stream.concat(
        evidence.holder().value().flatMap(HolderBuild::ours).stream(),
        evidence.pipeline().value().stream()
            .flatMap(state -> state.builds().stream())
            .filter(Build::isOpen));
  }
}
