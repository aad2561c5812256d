package pipelinelock.bosh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/**
 * One answer for all callers who ask while the request is in flight. The request continues after
 * its callers have given up, so the next one waits for the rest of it instead of sending another.
 *
 * @param <T> the answer; immutable, because it is shared
 */
final class SharedAnswer<T> {
  private final Supplier<T> question;
  private final String action;
  private @Nullable CompletableFuture<T> onItsWay;

  /**
   * @param question has a time limit of its own
   * @param action a gerund phrase
   */
  SharedAnswer(Supplier<T> question, String action) {
    this.question = question;
    this.action = action;
  }

  /** Waits for it; leaves it on its way when the thread is interrupted. */
  T get() {
    try {
      return joined().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteFailure(Kind.AWAITED, "The bot stopped waiting while " + action, e);
    } catch (ExecutionException e) {
      throw anew(e.getCause());
    }
  }

  private synchronized CompletableFuture<T> joined() {
    var present = onItsWay;
    if (present != null && !present.isDone()) {
      return present;
    }
    var answer = new CompletableFuture<T>();
    onItsWay = answer;
    Thread.ofVirtual()
        .name("shared-answer")
        .start(
            () -> {
              try {
                answer.complete(question.get());
              } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  /** One for each caller: a shared stack trace would show somebody else's call. */
  private RuntimeException anew(@Nullable Throwable cause) {
    return cause instanceof RemoteFailure failure
        ? failure.again()
        : new IllegalStateException(action + " broke off", cause);
  }
}
