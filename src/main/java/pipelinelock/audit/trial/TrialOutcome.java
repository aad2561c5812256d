package pipelinelock.audit.trial;

/**
 * The result of a trial.
 *
 * @param found what was found, in words that anybody may see
 * @param advice what to do about it; empty if there is nothing to do
 */
public record TrialOutcome(Worth worth, String found, String advice) {
  /** What can be relied on. */
  public enum Worth {
    GOOD,
    /** It may do what it is for, and that is not proved, or could be undone by somebody. */
    DOUBTFUL,
    /** It does not do what it is for. */
    BAD
  }

  public static TrialOutcome good(String found) {
    return new TrialOutcome(Worth.GOOD, found, "");
  }

  public static TrialOutcome doubtful(String found, String advice) {
    return new TrialOutcome(Worth.DOUBTFUL, found, advice);
  }

  public static TrialOutcome bad(String found, String advice) {
    return new TrialOutcome(Worth.BAD, found, advice);
  }

  /** The same with something worth doing. */
  public TrialOutcome but(String advised) {
    return new TrialOutcome(worth, found, advised);
  }
}
