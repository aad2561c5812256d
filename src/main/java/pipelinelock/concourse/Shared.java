package pipelinelock.concourse;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question that several parts of a look ask: callers within a moment of the first share its
 * answer. Later callers ask again, because the answer may predate their question.
 */
final class Shared<T> {
  /** The parts of a look begin together; this is far below what makes a fact old. */
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final Supplier<T> question;
  private final Duration moment;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Asked<T> last;

  Shared(Supplier<T> question) {
    this(question, MOMENT);
  }

  Shared(Supplier<T> question, Duration moment) {
    this.question = question;
    this.moment = moment;
  }

  private record Asked<T>(long at, FutureTask<T> answer) {}

  /** Waits for the answer; throws what the question throws. */
  T answer() {
    try {
      return asked().answer().get();
    } catch (ExecutionException e) {
      throw Parallel.unchecked(e.getCause());
    } catch (InterruptedException e) {
      throw Parallel.interrupted(e); // the others still wait for it, so it goes on
    }
  }

  private Asked<T> asked() {
    turn.lock();
    try {
      long now = System.nanoTime();
      var shared = last;
      if (shared == null || now - shared.at() >= moment.toNanos()) {
        shared = new Asked<>(now, new FutureTask<>(question::get));
        last = shared;
        Thread.ofVirtual().name("concourse").start(shared.answer());
      }
      return shared;
    } finally {
      turn.unlock();
    }
  }
}
