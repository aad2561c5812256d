package pipelinelock.ladder;

import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;

/** How a blind recreate is asked for, where Concourse is silent and one is configured. */
public final class BlindWay {
  private BlindWay() {}

  /**
   * Typed and never pressed: it is no cure of what was seen, for nothing was.
   *
   * @param mayBeAsked whether one is configured, and nothing else is open in the environment
   * @return a sentence
   */
  public static Optional<String> of(Diagnosis diagnosis, boolean mayBeAsked) {
    return mayBeAsked && Blindness.of(diagnosis.evidence()) instanceof Blindness.Blind
        ? Optional.of(
            "If Concourse stays silent: `/pipeline-lock recreate %s --blind why it is needed` asks for a blind recreate of the web VM, by a stricter policy."
                .formatted(diagnosis.evidence().environment().name()))
        : Optional.empty();
  }
}
