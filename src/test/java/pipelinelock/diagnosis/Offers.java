package pipelinelock.diagnosis;

import java.util.Optional;

/** What a diagnosis offers. */
public final class Offers {
  private Offers() {}

  /** The release that may be requested now; empty if none may. */
  public static Optional<Cure.Release> release(Diagnosis diagnosis) {
    return diagnosis.cures().stream()
        .filter(Cure.Release.class::isInstance)
        .map(Cure.Release.class::cast)
        .findFirst();
  }
}
