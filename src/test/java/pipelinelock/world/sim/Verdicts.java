package pipelinelock.world.sim;

import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.Verdict.Catch;

/** The names of verdicts, as the table has them. */
final class Verdicts {
  /** Free, with the note that a pause keeps every deployment from starting. */
  static final String NOTHING_STARTS = "FREE (NOTHING STARTS)";

  /** Free, with the note that the claim of a build that has ended waits for it still. */
  static final String DEAD_CLAIM = "FREE (DEAD CLAIM)";

  /** Free, with the note that a claim may still be on its way. */
  static final String MAY_LAND = "FREE (A CLAIM MAY STILL LAND)";

  private Verdicts() {}

  static String name(Diagnosis diagnosis) {
    return diagnosis.verdict() instanceof Verdict.Free free
        ? free.catches().stream().findFirst().map(Verdicts::name).orElse(free.title())
        : diagnosis.verdict().title();
  }

  private static String name(Catch of) {
    return switch (of) {
      case Catch.NothingStarts _ -> NOTHING_STARTS;
      case Catch.DeadClaim _ -> DEAD_CLAIM;
      case Catch.MayStillLand _ -> MAY_LAND;
    };
  }
}
