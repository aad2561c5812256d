package pipelinelock.rehearsal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What happens to the next recreate that the simulated Director accepts, and to no other.
 *
 * <p>A step is named as the log names it, {@code executing drain}, {@code Creating VM}; a task that
 * does not come to it ends well.
 */
public final class NextTask {
  private static final Duration WATCH_TIME = Duration.ofSeconds(30);

  private Optional<Trouble> trouble = Optional.empty();
  private Optional<Answer> answer = Optional.empty();

  /** {@code how} is told the instance's title, {@code concourse-worker/89f7a596-… (0)}. */
  private record Trouble(String step, Duration later, Function<String, Break> how) {}

  /** Its state becomes {@code error}, with this code and message in its last event. */
  public void failsAt(String step, int code, String message) {
    meets(new Trouble(step, Duration.ZERO, _ -> new Break.Failed(code, message)));
  }

  /** The new VM's jobs do not come up within the watch time of 30 seconds. */
  public void jobsDoNotStart() {
    meets(
        new Trouble(
            "starting jobs",
            WATCH_TIME,
            title ->
                new Break.Failed(400007, "'%s' is not running after update.".formatted(title))));
  }

  /**
   * Its worker process is killed: state {@code error} at once, no result, no error event, and the
   * lock stays held for 240 seconds.
   */
  public void isKilledAt(String step) {
    meets(new Trouble(step, Duration.ZERO, _ -> new Break.Killed()));
  }

  /** The host of its worker dies: it stays as it is for 180 seconds and is {@code timeout} then. */
  public void losesItsHostAt(String step) {
    meets(new Trouble(step, Duration.ZERO, _ -> new Break.HostLost()));
  }

  /** It is accepted, and the connection is closed before the answer. */
  public synchronized void answerIsLost() {
    answer = Optional.of(Answer.nothing());
  }

  /** It is accepted, and a proxy in front answers this status in the Director's place. */
  public synchronized void answerIs(int status) {
    answer = Optional.of(Answer.text(status, "<html><body>%d</body></html>".formatted(status)));
  }

  private synchronized void meets(Trouble met) {
    trouble = Optional.of(met);
  }

  /** What a task's log becomes; the trouble is over with it. */
  synchronized Function<Score, Score> take(String title) {
    var met = trouble;
    trouble = Optional.empty();
    return score ->
        met.map(it -> score.breakingAt(it.step, it.later, it.how.apply(title))).orElse(score);
  }

  /** The answer in place of the redirect, if any. */
  synchronized Optional<Answer> takeAnswer() {
    var taken = answer;
    answer = Optional.empty();
    return taken;
  }
}
