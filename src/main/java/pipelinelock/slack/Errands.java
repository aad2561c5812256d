package pipelinelock.slack;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.slack.message.Message;

/**
 * Work that takes longer than Slack waits for an acknowledgement, a virtual thread each. Whatever
 * it ends in, the person hears of it.
 */
final class Errands implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final int AT_ONCE = 64;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-", 0).factory());
  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * Begins the work, unless too many others are under way.
   *
   * @param work what it ends in, if the person has to hear of it
   * @return whether it was begun
   */
  boolean run(Consumer<Message> tell, Supplier<Optional<Message>> work) {
    if (!free.tryAcquire()) {
      return false;
    }
    threads.execute(
        () -> {
          try {
            outcome(work).ifPresent(tell);
          } finally {
            free.release();
          }
        });
    return true;
  }

  private static Optional<Message> outcome(Supplier<Optional<Message>> work) {
    try {
      return work.get();
    } catch (RemoteFailure e) {
      LOG.warn("An errand met a failing remote", e);
      return Optional.of(Message.sentence(e.getMessage() + ". " + advice(e)));
    } catch (RuntimeException e) {
      String reference = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
      LOG.error("A bug, reference {}", reference, e);
      return Optional.of(
          Message.sentence(
              "That is a bug of this bot. Tell its keepers the reference `%s`."
                  .formatted(reference)));
    }
  }

  private static String advice(RemoteFailure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, TIMED_OUT, BUSY, BROKEN, GARBAGE -> "Try again in a moment.";
      case UNAUTHORISED, NOT_FOUND, REFUSED ->
          "Trying again will not help; tell the bot's keepers.";
    };
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
