package pipelinelock.terminal;

import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.ongoing.Ongoing;

/**
 * What there is to report about one environment.
 *
 * @param open its open incident, which comes first
 */
public record EnvironmentReport(Diagnosis diagnosis, Optional<Ongoing> open) {
  /** What may be done; nothing beside an open incident, which is doing it. */
  List<Cure> cures() {
    return open.isPresent() ? List.of() : diagnosis.cures();
  }
}
