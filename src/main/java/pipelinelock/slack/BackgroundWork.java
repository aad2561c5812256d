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
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.slack.message.Message;

/**
 * Work that takes longer than Slack waits for an acknowledgement, each on a virtual thread. The
 * person is shown the result even if it fails.
 */
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

  /** The reply while the record does not answer. */
  static final String NO_RECORD =
      "The bot cannot reach its record right now, so it cannot confirm that this counted. Nothing that it confirmed before is lost, and running plans continue when the record is back. Try again in a minute; the incident's thread shows what counted.";

  private static final String RESTARTING =
      "The bot is restarting and could not finish this. Try again in a minute.";

  private static final int AT_ONCE = 64;
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-", 0).factory());
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Semaphore freeToSay = new Semaphore(AT_ONCE);
  private volatile boolean cutOff;

  /**
   * Begins the work, unless too many others are under way.
   *
   * @param work what it ends in, if the person has to be shown it
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

  /**
   * Says something short, also while too many others are under way: whoever calls this has to
   * acknowledge Slack's request first.
   */
  void say(Runnable telling) {
    if (!freeToSay.tryAcquire()) {
      LOG.warn("somebody could not be told that the bot is busy");
      return;
    }
    threads.execute(
        () -> {
          try {
            telling.run();
          } finally {
            freeToSay.release();
          }
        });
  }

  private Optional<Message> outcome(Supplier<Optional<Message>> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      if (!cutOff) {
        return Optional.of(stumbled(e));
      }
      Thread.interrupted(); // else the person could not be told
      return Optional.of(Message.sentence(RESTARTING));
    }
  }

  /** The reply to a person whose request failed this way; the log has the rest. */
  static Message stumbled(Throwable failure) {
    return switch (failure) {
      case RecordUnavailable e -> {
        LOG.warn("An errand waits for the record in vain: {}", e.getMessage());
        yield Message.sentence(NO_RECORD);
      }
      case UnreadableRecord e -> {
        LOG.error("An errand met a record that is not to be acted on: {}", e.getMessage());
        yield Message.sentence(
            "This bot cannot continue: %s. Until then it does nothing about the incident."
                .formatted(e.getMessage()));
      }
      case RemoteFailure e -> {
        LOG.warn("An errand met a failing remote", e);
        yield Message.sentence(e.getMessage() + ". " + advice(e));
      }
      default -> {
        String reference = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        LOG.error("A bug, reference {}", reference, failure);
        yield Message.sentence(
            "This is a bug in the bot. Report it to the people who run the bot, with the reference `%s`."
                .formatted(reference));
      }
    };
  }

  private static String advice(RemoteFailure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, UNTRUSTED, TIMED_OUT, AWAITED, BUSY, BROKEN, GARBAGE ->
          "Try again in a moment.";
      case UNAUTHORISED, FORBIDDEN, NOT_FOUND, REFUSED, UNREADY ->
          "Trying again will not help; report it to the people who run the bot.";
    };
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        cutOff = true;
        threads.shutdownNow();
        boolean _ = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
