package pipelinelock.concourse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;

/** Asks the same question about many things at once, each on its own virtual thread. */
final class Parallel {
  /** Concourse's web node shares its database connections (64 by default) with all its work. */
  private static final int AT_ONCE = 32;

  private Parallel() {}

  /** The answers in the order of the things; the first failure where there is one. */
  static <T, R> List<R> map(List<T> things, Function<? super T, ? extends R> question) {
    var places = new Semaphore(AT_ONCE);
    List<Callable<R>> tasks = new ArrayList<>();
    for (var thing : things) {
      tasks.add(
          () -> {
            places.acquire();
            try {
              return question.apply(thing);
            } finally {
              places.release();
            }
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return values(threads.invokeAll(tasks));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Starts a question; the supplier waits for its answer. */
  static <T> Supplier<T> start(Supplier<T> question) {
    var task = new FutureTask<T>(question::get);
    Thread.ofVirtual().name("concourse").start(task);
    return () -> {
      try {
        return task.get();
      } catch (ExecutionException e) {
        throw unchecked(e.getCause());
      } catch (InterruptedException e) {
        task.cancel(true);
        throw interrupted(e);
      }
    };
  }

  private static <R> List<R> values(List<Future<R>> futures) throws InterruptedException {
    var values = new ArrayList<R>();
    for (var future : futures) {
      try {
        values.add(future.get());
      } catch (ExecutionException e) {
        throw unchecked(e.getCause());
      }
    }
    return values;
  }

  static RemoteFailure interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RemoteFailure(
        RemoteFailure.Kind.UNREACHABLE, "Concourse was not waited for any longer", cause);
  }

  static RuntimeException unchecked(@Nullable Throwable cause) {
    return cause instanceof RuntimeException it
        ? it
        : new IllegalStateException("a question to Concourse broke off", cause);
  }
}
