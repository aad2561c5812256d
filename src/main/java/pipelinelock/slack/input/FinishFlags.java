package pipelinelock.slack.input;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.runbook.request.Finish;

/**
 * How the person who types a request wants its plan to end.
 *
 * @param others all other words
 */
public record FinishFlags(Finish finish, Typed others) {
  private static final String KEEP_CLAIM = "keep-claim";
  private static final String START = "start";
  private static final String NO_START = "no-start";
  private static final String FOLLOW = "follow";

  /** The flags, without their dashes. */
  public static final List<String> ALL = List.of(KEEP_CLAIM, START, NO_START, FOLLOW);

  /** For the help of each command that has them. */
  public static final String HELP =
      " The end belongs to it: what its own abort left claimed is given back, the job unpaused, and a deployment that was ended before it ran is started again, unless another one runs or waits. `--keep-claim` leaves the lock claimed; `--start` and `--no-start` say whether a deployment is started, whatever the settings say. `--follow unlock` follows it until it has given the lock back, and calls you if it hangs again; `--follow claim` only until it has the lock.";

  /** These and others. */
  public static List<String> and(String... others) {
    return Stream.concat(ALL.stream(), Stream.of(others)).toList();
  }

  /**
   * @throws UsageError when it wants a deployment started and not started, or one followed that is
   *     not started
   */
  public static FinishFlags of(Typed typed) {
    if (typed.has(START) && typed.has(NO_START)) {
      throw new UsageError(
          "Either `--start` or `--no-start`: the one starts what the other does not.");
    }
    var followed = typed.valueOf(FOLLOW);
    var others = followed.map(Typed.Valued::others).orElse(typed);
    var follows = followed.map(it -> follows(it.value()));
    if (others.has(FOLLOW)) {
      throw howFar();
    }
    if (follows.isPresent() && typed.has(NO_START)) {
      throw new UsageError(
          "Either `--follow` or `--no-start`: without a start there is nothing to follow.");
    }
    Optional<Boolean> start =
        typed.has(START)
            ? Optional.of(true)
            : typed.has(NO_START) ? Optional.of(false) : Optional.empty();
    return new FinishFlags(new Finish(typed.has(KEEP_CLAIM), start, follows), others);
  }

  private static FollowsUntil follows(String value) {
    return FollowsUntil.parse(new Typed.Word(value, false).plain())
        .orElseThrow(FinishFlags::howFar);
  }

  private static UsageError howFar() {
    return new UsageError(
        "How far? `--follow unlock` until the deployment has given the lock back, or `--follow claim` until it has it.");
  }
}
