package pipelinelock.audit.trial;

/**
 * The result of a trial.
 *
 * @param found what was found, in words that anybody may see
 * @param advice what to do about it; empty if there is nothing to do
 */
public record Outcome(Worth worth, String found, String advice) {
  /** What can be relied on. */
  public enum Worth {
    GOOD,
    /** It may do what it is for, and that is not proved, or could be undone by somebody. */
    DOUBTFUL,
    /** It does not do what it is for. */
    BAD
  }

  public static Outcome good(String found) {
    return new Outcome(Worth.GOOD, found, "");
  }

  public static Outcome doubtful(String found, String advice) {
    return new Outcome(Worth.DOUBTFUL, found, advice);
  }

  public static Outcome bad(String found, String advice) {
    return new Outcome(Worth.BAD, found, advice);
  }

  /** The same with something worth doing. */
  public Outcome but(String advised) {
    return new Outcome(worth, found, advised);
  }
}
