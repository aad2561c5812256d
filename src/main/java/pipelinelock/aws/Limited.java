package pipelinelock.aws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import pipelinelock.environment.RemoteFailure;

/** Repository work that is abandoned as a whole at its deadline. */
final class Limited {
  private Limited() {}

  /**
   * @throws RemoteFailure the work's own, or that it took too long
   */
  static <T> T run(CodeCommitConfig config, String name, Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name(name).start(task);
    try {
      return task.get(config.deadline().toNanos(), NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AwsFailures(config).late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsFailures(config).late();
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      task.cancel(true);
    }
  }

  /** The work's own failure, or that of one of its calls: then one layer deeper. */
  private static RuntimeException failure(ExecutionException e) {
    var cause =
        e.getCause() instanceof ExecutionException deeper ? deeper.getCause() : e.getCause();
    return cause instanceof RemoteFailure failure
        ? failure.again()
        : new IllegalStateException("work on the repository broke off", cause);
  }
}
