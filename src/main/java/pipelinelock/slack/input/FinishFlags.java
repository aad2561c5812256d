package pipelinelock.slack.input;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.runbook.request.Finish;

/** How somebody who types a request wants its plan to end. */
public final class FinishFlags {
  private static final String KEEP_CLAIM = "keep-claim";
  private static final String START = "start";
  private static final String NO_START = "no-start";

  /** The flags, without their dashes. */
  public static final List<String> ALL = List.of(KEEP_CLAIM, START, NO_START);

  /** For the help of each command that has them. */
  public static final String HELP =
      " The end belongs to it: what its own abort left claimed is given back, the job unpaused, and a deployment that was ended before it ran is started again, unless another one runs or waits. `--keep-claim` leaves the lock claimed; `--start` and `--no-start` say whether a deployment is started, whatever the settings say.";

  private FinishFlags() {}

  /** These and others. */
  public static List<String> and(String... others) {
    return Stream.concat(ALL.stream(), Stream.of(others)).toList();
  }

  /**
   * @throws UsageError when it wants a deployment started and not started
   */
  public static Finish of(Typed typed) {
    if (typed.has(START) && typed.has(NO_START)) {
      throw new UsageError(
          "Either `--start` or `--no-start`: the one starts what the other does not.");
    }
    Optional<Boolean> start =
        typed.has(START)
            ? Optional.of(true)
            : typed.has(NO_START) ? Optional.of(false) : Optional.empty();
    return new Finish(typed.has(KEEP_CLAIM), start);
  }
}
