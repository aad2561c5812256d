package pipelinelock.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.EvidenceCollector;
import pipelinelock.diagnosis.look.EvidenceCollector.Limits;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.runbook.platform.LookedAtPlatforms;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.platform.VmTimes;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.store.database.Database;
import pipelinelock.wiring.PlatformWiring;
import pipelinelock.wiring.TemporaryFolder;

/** Looks at environments with the clients that the bot would use, and reads the bot's record. */
final class TerminalLook implements AutoCloseable {
  /** A tunnel, TLS and a token, where the Director is behind a proxy. */
  private static final Duration FIRST_WAY = Duration.ofSeconds(20);

  /** Callers who do not wait for slow answers get theirs long before. */
  private static final Duration OF_THE_RECORD = Duration.ofSeconds(10);

  /** It was asked when they were. */
  private static final Duration AFTER_THE_OTHERS = Duration.ofMillis(200);

  private static final Duration AFTER = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofMillis(50);

  private final Surroundings at;
  private final TemporaryFolder copies = TemporaryFolder.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RecordBeside record;
  private final PlatformWiring clients;
  private final Platforms platforms;
  private final Lookout lookout;

  /**
   * @param record opens the bot's record to be read only
   */
  TerminalLook(
      List<EnvironmentSettings> environments,
      Surroundings at,
      OkHttpClient http,
      Supplier<Database> record) {
    this.at = at;
    this.record = new RecordBeside(record, OF_THE_RECORD, AFTER_THE_OTHERS, at.clock(), threads);
    this.clients = new PlatformWiring(http, at.clock(), copies.path());
    this.platforms = clients.platforms(environments);
    var limits = Limits.DEFAULT.first(at.hurry());
    this.lookout =
        new Lookout(
            new LookedAtPlatforms(platforms, this.record, this.record),
            new EvidenceCollector(at.clock(), threads, limits),
            at.clock());
  }

  SortedSet<EnvironmentName> names() {
    return platforms.names();
  }

  /** Looks at all of them at once, each as far as asked. */
  List<Diagnosis> look(Collection<EnvironmentName> names, Extent extent) {
    clients.warmth().begin(names);
    record.begin(names);
    var looks =
        names.stream()
            .map(name -> CompletableFuture.supplyAsync(() -> look(name, extent), threads))
            .toList();
    return looks.stream().map(CompletableFuture::join).toList();
  }

  /** The open incident, which leads; empty also if the record could not be read: a note says so. */
  Optional<Ongoing> open(EnvironmentName name) {
    try {
      return record.ask(
          (incidents, threads) ->
              incidents.shownIn(name).incident().map(it -> now(incidents, threads, it)));
    } catch (RemoteFailure e) {
      return Optional.empty();
    }
  }

  private Ongoing now(Incidents incidents, ThreadLedger threads, Incident open) {
    var times = new VmTimes(incidents, platforms);
    return Ongoing.of(
            open, at.clock().instant(), step -> Optional.of(times.of(open, step).typical()))
        .unwritten(new ToldSoFar(threads.posted(open.id())).refused());
  }

  /** How far a look goes. */
  enum Extent {
    /** What is known soon. */
    FIRST,
    /** All, however slow. */
    WHOLE,
    /** All; and a verdict that needs a second look gets it, when its time has come. */
    CONFIRMED
  }

  private Diagnosis look(EnvironmentName name, Extent extent) {
    clients.warmth().await(name, FIRST_WAY);
    return switch (extent) {
      case FIRST -> lookout.begin(name).first();
      case WHOLE -> lookout.look(name);
      case CONFIRMED -> confirmed(name);
    };
  }

  private Diagnosis confirmed(EnvironmentName name) {
    var first = lookout.look(name);
    if (first.lookAgainAt().isEmpty()) {
      return first;
    }
    try {
      Thread.sleep(Duration.between(at.clock().instant(), first.lookAgainAt().get()).plus(AFTER));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return first;
    }
    return lookout.look(name);
  }

  @Override
  public void close() {
    record.close();
    threads.shutdownNow();
    awaitQuiet();
    clients.close();
    copies.close();
  }

  /** For the reads that are given up, so that none writes where is cleaned up. */
  private void awaitQuiet() {
    try {
      threads.awaitTermination(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
