package pipelinelock.git;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import pipelinelock.environment.RemoteFailure;

/**
 * Allows one read at a time. Callers who arrive during a read wait for the next one and share it,
 * because the current one may have looked before they asked. Nobody waits longer than the limit.
 */
final class SharedReading<T> {
  private final Duration limit;
  private final Function<Duration, RemoteFailure> lateness;
  private final ReentrantLock turn = new ReentrantLock(true);

  /** How many readings have begun; changed only by the one whose turn it is. */
  private volatile long begun;

  private Optional<Outcome<T>> last = Optional.empty();

  SharedReading(Duration limit, Function<Duration, RemoteFailure> lateness) {
    this.limit = limit;
    this.lateness = lateness;
  }

  private sealed interface Outcome<T> {
    long number();

    record Read<T>(long number, T value) implements Outcome<T> {}

    record Failed<T>(long number, RemoteFailure failure) implements Outcome<T> {}
  }

  T read(Supplier<T> reading) {
    long asked = begun;
    long until = System.nanoTime() + limit.toNanos();
    try {
      if (!turn.tryLock(limit.toNanos(), NANOSECONDS)) {
        throw lateness.apply(limit);
      }
      try {
        return value(outcome(asked, until, reading));
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lateness.apply(limit);
    }
  }

  /** How many wait for their turn: an estimate, for tests and metrics. */
  int waiting() {
    return turn.getQueueLength();
  }

  private Outcome<T> outcome(long asked, long until, Supplier<T> reading)
      throws InterruptedException {
    var shared = last.filter(outcome -> outcome.number() > asked);
    if (shared.isPresent()) {
      return shared.get();
    }
    long number = begun + 1;
    begun = number;
    var outcome = run(number, until, reading);
    last = Optional.of(outcome);
    return outcome;
  }

  private Outcome<T> run(long number, long until, Supplier<T> reading) throws InterruptedException {
    var task = new FutureTask<T>(reading::get);
    Thread.ofVirtual().name("lock-reading-" + number).start(task);
    try {
      return new Outcome.Read<>(
          number, task.get(Math.max(0, until - System.nanoTime()), NANOSECONDS));
    } catch (TimeoutException e) {
      // Not kept: the next in turn may have more time left than this one had.
      throw lateness.apply(limit);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RemoteFailure failure) {
        return new Outcome.Failed<>(number, failure);
      }
      throw new IllegalStateException("a read was interrupted", e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Read<T>(_, var value) -> value;
      // A new one for each reader: a shared stack trace would show somebody else's call.
      case Outcome.Failed<T>(_, var failure) -> throw failure.again();
    };
  }
}
