package pipelinelock.bosh.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** Lets one thread fetch something that all of them need, while the others wait up to a limit. */
record SingleFlight(ReentrantLock lock, Duration limit, String action) {
  /**
   * @param action a gerund phrase
   */
  SingleFlight(Duration limit, String action) {
    this(new ReentrantLock(), limit, action);
  }

  <T> T run(Supplier<T> question) {
    if (!entered()) {
      throw new RemoteFailure(
          Kind.TIMED_OUT, "another call was still %s after %s".formatted(action, limit));
    }
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  private boolean entered() {
    try {
      return lock.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
