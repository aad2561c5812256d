package pipelinelock.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.look.AbortRecord;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.leftover.EarlierIncidents;
import pipelinelock.leftover.OwnIncidents;
import pipelinelock.runbook.OwnAborts;
import pipelinelock.settings.SettingsException;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.file.RecordLost;
import pipelinelock.store.ledger.SqlThreadLedger;

/**
 * The bot's record, opened read-only by a command while the bot runs: nothing is locked, created or
 * migrated. A broken record is reported, and does not fail the look.
 */
final class RecordBeside implements AbortRecord, EarlierIncidents, AutoCloseable {
  private final Supplier<Database> opening;
  private final Duration patience;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Duration grace;
  private final Map<EnvironmentName, CompletableFuture<List<Incident>>> newest =
      new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<Database> database;

  /**
   * @param opening opens it to be read only; takes what time it takes
   * @param patience how long to wait for it while the sources are read
   * @param grace how long it is waited for after all of them
   */
  RecordBeside(
      Supplier<Database> opening,
      Duration patience,
      Duration grace,
      InstantSource clock,
      ExecutorService threads) {
    this.opening = opening;
    this.patience = patience;
    this.grace = grace;
    this.clock = clock;
    this.threads = threads;
  }

  private synchronized CompletableFuture<Database> database() {
    if (database == null) {
      database = CompletableFuture.supplyAsync(opening, threads);
    }
    return database;
  }

  /** Reads the newest incidents while the sources are asked, so that nobody waits for them. */
  void begin(Collection<EnvironmentName> names) {
    names.forEach(name -> newest.put(name, ask(name)));
  }

  private CompletableFuture<List<Incident>> ask(EnvironmentName name) {
    return database().thenApplyAsync(it -> new OwnIncidents(incidents(it)).newest(name), threads);
  }

  /** As they were when the look began; asked again, as they are now. */
  @Override
  public List<Incident> newest(EnvironmentName name) {
    var begun = Optional.ofNullable(newest.remove(name));
    return answer(begun.orElseGet(() -> ask(name)), grace);
  }

  /**
   * What it says to any other question, on incidents and on what Slack took of their threads.
   *
   * @throws RemoteFailure when it gives no answer soon
   */
  <T> T ask(BiFunction<Incidents, ThreadLedger, T> question) {
    return answer(
        database()
            .thenApplyAsync(it -> question.apply(incidents(it), new SqlThreadLedger(it)), threads),
        grace);
  }

  private Incidents incidents(Database opened) {
    return new Incidents(new SqlIncidentRecord(opened, clock), clock);
  }

  @Override
  public List<AskedAbort> since(EnvironmentName environment, Instant moment) {
    var answer =
        database()
            .thenApplyAsync(
                it -> new OwnAborts(new SqlIncidentRecord(it, clock)).since(environment, moment),
                threads);
    return answer(answer, patience);
  }

  private static <T> T answer(CompletableFuture<T> coming, Duration patience) {
    try {
      return coming.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw explained(Objects.requireNonNullElse(e.getCause(), e), patience);
    }
  }

  private static RuntimeException explained(Throwable cause, Duration patience) {
    return switch (cause) {
      case RemoteFailure failure -> failure;
      case TimeoutException late ->
          new RemoteFailure(
              Kind.UNREACHABLE,
              "the bot's record gave no answer within %d ms".formatted(patience.toMillis()),
              late);
      case SettingsException ours -> unread(ours);
      case RecordLost ours -> unread(ours);
      case RuntimeException other -> other; // its text may hold a secret
      default -> new IllegalStateException("reading the record", cause);
    };
  }

  private static RemoteFailure unread(RuntimeException why) {
    return new RemoteFailure(
        Kind.GARBAGE, "the bot's record could not be read: " + why.getMessage(), why);
  }

  /** Without waiting: one that is still being opened is closed as soon as it is open. */
  @Override
  public synchronized void close() {
    if (database != null) {
      var _ = database.thenAcceptAsync(Database::close, Thread::startVirtualThread);
    }
  }
}
