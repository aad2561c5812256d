package pipelinelock.audit.witness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.audit.checkpoint.BrokenContinuity;
import pipelinelock.audit.checkpoint.CheckpointLedger;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.RecordGuard;
import pipelinelock.incident.ledger.RecordUnavailable;

/**
 * Makes checkpoints when they are due and gives them to the witnesses. Before the bot acts on a
 * record, asks the witnesses whether it continues the newest checkpoint they have. A record that
 * cannot be compared counts as doubtful.
 */
public final class Attestation implements RecordGuard, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attestation.class);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** An act waits no longer for witnesses: that one of them is away stops nobody. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CheckpointLedger ledger;
  private final Notary notary;
  private final TrustedKeys keys;
  private final Audience audience;
  private final Receipts receipts;
  private final Function<List<SignedCheckpoint>, RecordCheck.Result> check;
  private final Map<CheckpointReceiver, String> kept = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("attestation").factory());
  private volatile Optional<String> doubt =
      Optional.of("the record has not been compared with its checkpoints yet");

  /**
   * @param check compares the record with its own checkpoints
   */
  public Attestation(
      CheckpointLedger ledger,
      Notary notary,
      TrustedKeys keys,
      Audience audience,
      Receipts receipts,
      Function<List<SignedCheckpoint>, RecordCheck.Result> check) {
    this.ledger = ledger;
    this.notary = notary;
    this.keys = keys;
    this.audience = audience;
    this.receipts = receipts;
    this.check = check;
  }

  /** Compares, and goes on comparing while there is a doubt; makes a checkpoint every hour. */
  public void start() {
    look();
    var _ =
        thread.scheduleWithFixedDelay(
            () -> quietly(this::lookAgain),
            AGAIN.toMillis(),
            AGAIN.toMillis(),
            TimeUnit.MILLISECONDS);
    var _ =
        thread.scheduleWithFixedDelay(
            () -> quietly(this::attest), 0, HOUR.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Who keeps the checkpoints, as people know them. */
  public List<String> witnessNames() {
    return audience.all().stream().map(CheckpointReceiver::name).toList();
  }

  private void lookAgain() {
    if (doubt.isPresent()) {
      look();
    }
  }

  /** Asks the witnesses first: whatever they keep by then, the record has to have. */
  public void look() {
    var found = problem();
    if (!found.equals(doubt)) {
      found.ifPresentOrElse(
          why -> LOG.error("the bot does nothing on this record: {}", why),
          () -> LOG.info("the record continues its checkpoints"));
    }
    doubt = found;
  }

  private Optional<String> problem() {
    var hearings = audience.witnesses().stream().map(WitnessCheck::of).toList();
    try {
      return compared(hearings, ledger.after(0));
    } catch (IllegalArgumentException e) {
      return Optional.of("a checkpoint of the record cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> compared(List<WitnessCheck> hearings, List<SignedCheckpoint> series) {
    var silent = new ArrayList<String>();
    int answers = 0;
    for (var hearing : hearings) {
      switch (hearing.testimony(series, keys, receipts)) {
        case WitnessStatement.Against(var why) -> {
          return Optional.of(why);
        }
        case WitnessStatement.NotKnown(var why) -> silent.add(why);
        case WitnessStatement.Forgot(var why) -> silent.add(why);
        case WitnessStatement.Keeps _, WitnessStatement.KeepsNone _, WitnessStatement.Stamped _ ->
            answers++;
      }
    }
    if (answers == 0 && !hearings.isEmpty()) {
      return Optional.of(
          "no witness of the record answered (%s)".formatted(String.join("; ", silent)));
    }
    silent.forEach(why -> LOG.warn("a witness of the record did not answer: {}", why));
    return check.apply(series).problems().stream().findFirst();
  }

  @Override
  public Optional<String> doubt() {
    return doubt;
  }

  @Override
  public void beforeFirstAct(IncidentId id) {
    attest();
  }

  /** Makes one soon, without waiting for it. */
  public void attestSoon() {
    attestSoonIf(() -> true);
  }

  /**
   * The same.
   *
   * @param due is asked on another thread, and may read the record
   */
  public void attestSoonIf(BooleanSupplier due) {
    if (!thread.isShutdown()) {
      thread.execute(
          () ->
              quietly(
                  () -> {
                    if (due.getAsBoolean()) {
                      attest();
                    }
                  }));
    }
  }

  /** Makes a checkpoint of what has none yet, and gives it to the witnesses. */
  public void attest() {
    if (doubt.isPresent()) {
      return; // a record that is not the right one gets no signature
    }
    try {
      notary.make().ifPresent(this::give);
    } catch (RemoteFailure e) { // of a key that lies elsewhere: as a witness that is away
      LOG.warn("no checkpoint was made: {}", e.getMessage());
    } catch (BrokenContinuity e) {
      doubt = Optional.of("the record lacks what its checkpoints cover: " + e.getMessage());
      LOG.error("from now on the bot does nothing on this record: {}", e.getMessage());
    }
  }

  /** Gives it to every witness that does not have it; empty when all took it in time. */
  public List<String> give(SignedCheckpoint checkpoint) {
    var failures = new ConcurrentHashMap<String, String>();
    var threads = new ArrayList<Thread>();
    for (var hearer : audience.all()) {
      if (!checkpoint.digest().equals(kept.get(hearer))) {
        failures.put(hearer.name(), "%s does not answer".formatted(hearer.name()));
        threads.add(Thread.ofVirtual().start(() -> give(checkpoint, hearer, failures)));
      }
    }
    join(threads);
    var why = List.copyOf(failures.values());
    why.forEach(
        it -> LOG.warn("checkpoint {} is not witnessed: {}", checkpoint.checkpoint().number(), it));
    return why;
  }

  private void give(
      SignedCheckpoint checkpoint, CheckpointReceiver hearer, Map<String, String> failures) {
    long number = checkpoint.checkpoint().number();
    try {
      // A proof that is here already is not asked for again; a place that can forget is.
      if (hearer instanceof Witness
          || receipts.newest(hearer.name()).filter(it -> it.number() >= number).isEmpty()) {
        receipts.add(hearer.name(), number, hearer.keep(checkpoint));
      }
      kept.put(hearer, checkpoint.digest());
      failures.remove(hearer.name());
    } catch (RemoteFailure | RecordUnavailable e) {
      failures.put(hearer.name(), String.valueOf(e.getMessage()));
    }
  }

  private static void join(List<Thread> threads) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (var thread : threads) {
        var _ = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RecordUnavailable e) {
      LOG.warn("no checkpoint was made: {}", e.getMessage());
    } catch (RuntimeException | Error e) { // else it would never be run again
      LOG.error("a bug in making checkpoints; trying again", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
