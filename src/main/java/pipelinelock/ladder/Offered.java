package pipelinelock.ladder;

import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.plan.CureKind;

/** The cures of a verdict that people may ask the bot for. */
public final class Offered {
  private Offered() {}

  /** The one of this kind, where there is one. */
  public static Optional<Cure> of(CureKind kind, Diagnosis diagnosis) {
    return diagnosis.cures().stream()
        .filter(cure -> kind(cure).filter(kind::equals).isPresent())
        .findFirst();
  }

  /** As what it is asked for; empty for what people do themselves. */
  public static Optional<CureKind> kind(Cure cure) {
    return switch (cure) {
      case Cure.Recreate _ -> Optional.of(CureKind.RECREATE);
      case Cure.Release _ -> Optional.of(CureKind.RELEASE);
      case Cure.Abort _ -> Optional.of(CureKind.ABORT);
      case Cure.Unpause _ -> Optional.of(CureKind.UNPAUSE);
      case Cure.Wait _, Cure.RerunJob _, Cure.RepairByHand _ -> Optional.empty();
    };
  }
}
