package pipelinelock.terminal;

import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.ladder.BlindWay;
import pipelinelock.ongoing.Ongoing;

/**
 * What there is to report about one environment.
 *
 * @param open its open incident, which comes first
 * @param mayBeBlind whether a blind recreate is configured for it
 */
public record EnvironmentReport(Diagnosis diagnosis, Optional<Ongoing> open, boolean mayBeBlind) {
  /** What may be done; nothing during an open incident, which is doing it. */
  List<Cure> cures() {
    return open.isPresent() ? List.of() : diagnosis.cures();
  }

  /** What is left where Concourse is silent, a sentence. */
  Optional<String> blindWay() {
    return BlindWay.of(diagnosis, mayBeBlind && open.isEmpty());
  }
}
