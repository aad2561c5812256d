package pipelinelock.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.RequestLedger;

/**
 * Answers in time for Slack, which waits 3 s: a database that hangs blocks its caller for as long
 * as the connection lives. What arrives while a transaction goes to disk shares the next one.
 */
public final class TimelyLedger implements RequestLedger {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** In one transaction. */
  private static final int MOST = 500;

  private final RequestLedger ledger;
  private final Duration limit;
  private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

  private record Asked(String mark, Instant now, CompletableFuture<Boolean> answer) {}

  /** Who writes at present, since when; another takes over from one that hangs. */
  private record Turn(long begun) {}

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
  public boolean isNew(String mark, Instant now) {
    var asked = new Asked(mark, now, new CompletableFuture<>());
    waiting.add(asked);
    beginWriting();
    try {
      return asked.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      waiting.remove(asked);
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

  /** How many have no answer yet and are in no transaction. */
  int waiting() {
    return waiting.size();
  }

  private void beginWriting() {
    var present = turn.get();
    var mine = new Turn(System.nanoTime());
    if ((present == null || mine.begun() - present.begun() > limit.toNanos())
        && turn.compareAndSet(present, mine)) {
      Thread.ofVirtual().name("request-ledger").start(() -> write(mine));
    }
  }

  private void write(Turn first) {
    var mine = first;
    for (var all = next(); !all.isEmpty(); all = next()) {
      write(all);
      var again = new Turn(System.nanoTime());
      if (!turn.compareAndSet(mine, again)) {
        return; // it took so long that another has taken over
      }
      mine = again;
    }
    turn.compareAndSet(mine, null);
    if (!waiting.isEmpty()) {
      beginWriting();
    }
  }

  private List<Asked> next() {
    var all = new ArrayList<Asked>();
    for (var asked = waiting.poll(); asked != null; asked = waiting.poll()) {
      all.add(asked);
      if (all.size() == MOST) {
        break;
      }
    }
    return all;
  }

  private void write(List<Asked> all) {
    try {
      var marks = new LinkedHashSet<String>();
      all.forEach(asked -> marks.add(asked.mark()));
      var isNew = new HashSet<>(ledger.newOf(marks, all.getLast().now()));
      all.forEach(asked -> asked.answer().complete(isNew.remove(asked.mark())));
    } catch (RuntimeException e) {
      all.forEach(asked -> asked.answer().completeExceptionally(e));
    }
  }
}
