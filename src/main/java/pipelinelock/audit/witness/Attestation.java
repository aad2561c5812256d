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
import pipelinelock.audit.checkpoint.TrustedKeys;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.RecordGuard;
import pipelinelock.incident.RecordUnavailable;

/**
 * Makes checkpoints when they are due and gives them to the witnesses; and before the bot acts on a
 * record, asks the witnesses whether it is the one that they heard of last. What cannot be compared
 * is doubted.
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
  private final List<Witness> witnesses;
  private final Function<List<SignedCheckpoint>, RecordCheck.Result> check;
  private final Map<Witness, String> kept = new ConcurrentHashMap<>();
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
      List<Witness> witnesses,
      Function<List<SignedCheckpoint>, RecordCheck.Result> check) {
    this.ledger = ledger;
    this.notary = notary;
    this.keys = keys;
    this.witnesses = List.copyOf(witnesses);
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
          why -> LOG.error("nothing is done on this record: {}", why),
          () -> LOG.info("the record continues its checkpoints"));
    }
    doubt = found;
  }

  private Optional<String> problem() {
    var answers = new ArrayList<Answer>();
    var silent = new ArrayList<String>();
    for (var witness : witnesses) {
      try {
        answers.add(new Answer(witness.name(), witness.newest()));
      } catch (RemoteFailure e) {
        silent.add(String.valueOf(e.getMessage()));
      }
    }
    if (answers.isEmpty() && !witnesses.isEmpty()) {
      return Optional.of(
          "no witness of the record could be asked (%s)".formatted(String.join("; ", silent)));
    }
    silent.forEach(why -> LOG.warn("a witness of the record could not be asked: {}", why));
    return compared(answers);
  }

  private record Answer(String witness, Optional<String> newest) {}

  private Optional<String> compared(List<Answer> answers) {
    try {
      var series = ledger.after(0);
      return answers.stream()
          .flatMap(
              answer ->
                  answer.newest().stream()
                      .flatMap(
                          text ->
                              Continuation.problem(series, text, answer.witness(), keys).stream()))
          .findFirst()
          .or(() -> check.apply(series).problems().stream().findFirst());
    } catch (IllegalArgumentException e) {
      return Optional.of("a checkpoint of the record cannot be read: " + e.getMessage());
    }
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
    } catch (BrokenContinuity e) {
      doubt = Optional.of("the record does not have what its checkpoints have: " + e.getMessage());
      LOG.error("nothing is done on this record any more: {}", e.getMessage());
    }
  }

  /** Gives it to every witness that does not have it; empty when all took it in time. */
  public List<String> give(SignedCheckpoint checkpoint) {
    var failures = new ConcurrentHashMap<String, String>();
    var threads = new ArrayList<Thread>();
    for (var witness : witnesses) {
      if (!checkpoint.digest().equals(kept.get(witness))) {
        failures.put(witness.name(), "%s does not answer".formatted(witness.name()));
        threads.add(Thread.ofVirtual().start(() -> give(checkpoint, witness, failures)));
      }
    }
    join(threads);
    var why = List.copyOf(failures.values());
    why.forEach(
        it -> LOG.warn("checkpoint {} is not witnessed: {}", checkpoint.checkpoint().number(), it));
    return why;
  }

  private void give(SignedCheckpoint checkpoint, Witness witness, Map<String, String> failures) {
    try {
      witness.keep(checkpoint);
      kept.put(witness, checkpoint.digest());
      failures.remove(witness.name());
    } catch (RemoteFailure e) {
      failures.put(witness.name(), String.valueOf(e.getMessage()));
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
      LOG.error("a bug in making checkpoints; it is tried again", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
