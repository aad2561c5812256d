package pipelinelock.rehearsal.bosh.task;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pipelinelock.rehearsal.bosh.log.Break;
import pipelinelock.rehearsal.bosh.log.Cue;
import pipelinelock.rehearsal.bosh.log.Score;
import pipelinelock.rehearsal.http.Answer;

/**
 * What happens to the next recreate that the simulated Director accepts, and to no other; and how
 * it serves its logs.
 *
 * <p>A step is named as the log names it, {@code executing drain}, {@code Creating VM}; a task that
 * does not come to it ends well.
 */
public final class TroubledTasks implements TaskTroubles {
  private static final Duration WATCH_TIME = Duration.ofSeconds(30);

  private static final Duration CLOUD_TRIES = Duration.ofSeconds(1);

  private Optional<Trouble> trouble = Optional.empty();
  private boolean cutsLines;
  private int emptyLog = 416;

  private interface Trouble {
    /**
     * @param title the instance's, {@code concourse-worker/89f7a596-… (0)}
     */
    Score befalls(Score score, String title);
  }

  /** Its state becomes {@code error}, with this code and message in its last event. */
  public void failsAt(String step, int code, String message) {
    meets((score, _) -> score.breakingAt(step, Duration.ZERO, new Break.Failed(code, message)));
  }

  /**
   * The cloud makes no VM: before any instance is touched where a second VM comes first or one is
   * missing, else when the old one is gone already.
   */
  public void cloudMakesNoVm(String message) {
    var failed = new Break.Failed(100, message);
    meets(
        (score, title) -> {
          var first = score.breakingAt(cue -> isMaking(cue, title), CLOUD_TRIES, failed);
          return first.end().isPresent()
              ? first
              : score.breakingAt("executing post-stop", CLOUD_TRIES, failed);
        });
  }

  private static boolean isMaking(Cue cue, String title) {
    return cue.moment().equals("creation started") && cue.step().equals(title);
  }

  /** The new VM's jobs do not come up within the watch time of 30 seconds. */
  public void jobsDoNotStart() {
    meets(
        (score, title) ->
            score.breakingAt(
                "starting jobs",
                WATCH_TIME,
                new Break.Failed(400007, "'%s' is not running after update.".formatted(title))));
  }

  /**
   * Its worker process is killed: state {@code error} at once, no result, no error event, and the
   * lock stays held for 240 seconds.
   */
  public void isKilledAt(String step) {
    meets((score, _) -> score.breakingAt(step, Duration.ZERO, new Break.Killed()));
  }

  /** The host of its worker dies: it stays as it is for 180 seconds and is {@code timeout} then. */
  public void losesItsHostAt(String step) {
    meets((score, _) -> score.breakingAt(step, Duration.ZERO, new Break.HostLost()));
  }

  /**
   * While a task runs, its log always ends in the middle of its last line, as seen when a line is
   * being written.
   */
  public synchronized void cutsLines() {
    cutsLines = true;
  }

  /**
   * What a ranged request for an empty log gets: 416 until v280.1.9, 200 with no body since, or 204
   * for an old task whose log is gone.
   */
  public synchronized void answersEmptyLogsWith(int status) {
    emptyLog = status;
  }

  private synchronized void meets(Trouble met) {
    trouble = Optional.of(met);
  }

  @Override
  public synchronized UnaryOperator<Score> next(String title) {
    var met = trouble;
    trouble = Optional.empty();
    return score -> met.map(it -> it.befalls(score, title)).orElse(score);
  }

  @Override
  public synchronized Answer log(DirectorTask task, String range) {
    byte[] log = task.read("event");
    if (log.length == 0 && emptyLog != 416) {
      return Answer.empty(emptyLog);
    }
    return TaskOutput.of(cutsLines && !task.isFinal() ? cut(log) : log, range);
  }

  private static byte[] cut(byte[] log) {
    int begin = log.length - 1;
    while (begin > 0 && log[begin - 1] != '\n') {
      begin--;
    }
    return log.length == 0 ? log : Arrays.copyOf(log, begin + (log.length - begin) / 2);
  }
}
