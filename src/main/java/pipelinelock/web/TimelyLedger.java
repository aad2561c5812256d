package pipelinelock.web;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.RequestLedger;

/**
 * Answers in time for Slack, which waits 3 s: a database that hangs blocks its caller for as long
 * as the connection lives.
 */
public final class TimelyLedger implements RequestLedger {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final RequestLedger ledger;
  private final Duration limit;

  public TimelyLedger(RequestLedger ledger) {
    this(ledger, LIMIT);
  }

  TimelyLedger(RequestLedger ledger, Duration limit) {
    this.ledger = ledger;
    this.limit = limit;
  }

  /**
   * @throws RecordUnavailable also when there is no answer within the limit
   */
  @Override
  public boolean isNew(String signature, Instant now) {
    var answer = new FutureTask<>(() -> ledger.isNew(signature, now));
    Thread.ofVirtual().name("request-ledger").start(answer);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RecordUnavailable("no answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("asking the ledger of requests", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecordUnavailable("the bot ends", e);
    }
  }
}
