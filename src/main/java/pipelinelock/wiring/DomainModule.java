package pipelinelock.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import org.slf4j.LoggerFactory;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.bosh.Transcripts;
import pipelinelock.diagnosis.EvidenceCollector;
import pipelinelock.http.Http;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.RecordGuard;
import pipelinelock.incident.Roster;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.runbook.DriverLoop;
import pipelinelock.runbook.IncidentDriver;
import pipelinelock.runbook.Lookout;
import pipelinelock.runbook.OwnAborts;
import pipelinelock.runbook.Pace;
import pipelinelock.runbook.Platforms;
import pipelinelock.runbook.RequestDesk;
import pipelinelock.runbook.Start;
import pipelinelock.runbook.twin.HeldThings;
import pipelinelock.runbook.twin.Twins;
import pipelinelock.settings.LoadedSettings;
import pipelinelock.settings.Settings;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.slack.unproven.Witnesses;
import pipelinelock.store.Database;
import pipelinelock.vm.TaskLogs;
import pipelinelock.vm.TranscriptRenderer;

/**
 * Needs: {@link IncidentRecord}, {@link IncidentLeases}, {@link HeldThings}. Gives: the services of
 * the domain, over real clients.
 */
final class DomainModule extends AbstractModule {
  private final LoadedSettings loaded;
  private final Settings settings;
  private final BotOptions options;

  DomainModule(LoadedSettings loaded, BotOptions options) {
    this.loaded = loaded;
    this.settings = loaded.settings();
    this.options = options;
  }

  @Override
  protected void configure() {
    bind(InstantSource.class).toInstance(options.clock());
    var transcripts = new Transcripts();
    bind(TranscriptRenderer.class).toInstance(transcripts);
    bind(TaskLogs.class).toInstance(transcripts);
    bind(Pace.class).toInstance(Pace.REAL.times(settings.speed()));
  }

  @Provides
  @Singleton
  OkHttpClient http() {
    return Http.client();
  }

  @Provides
  @Singleton
  PlatformWiring clients(OkHttpClient http, InstantSource clock) {
    return new PlatformWiring(http, clock, lockCopies());
  }

  @Provides
  @Singleton
  Platforms platforms(PlatformWiring clients) {
    return clients.platforms(loaded);
  }

  private Path lockCopies() {
    return switch (settings.record()) {
      case RecordFile(var file) -> file.toAbsolutePath().resolveSibling("lock-copies");
      case RecordServer _ -> TemporaryFolder.create().path();
    };
  }

  @Provides
  @Singleton
  ExecutorService threads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("read-", 0).factory());
  }

  @Provides
  @Singleton
  Lookout lookout(
      Platforms platforms, IncidentRecord record, InstantSource clock, ExecutorService threads) {
    var collector = new EvidenceCollector(clock, threads, EvidenceCollector.Limits.DEFAULT);
    return new Lookout(platforms, collector, new OwnAborts(record), clock);
  }

  @Provides
  @Singleton
  Freezes freezes(FreezeRecord record, RecordGuard guard, Optional<Attestation> attestation) {
    return new Freezes(
        attestation.<FreezeRecord>map(it -> new AttestedFreezes(record, it)).orElse(record),
        settings.frozen(),
        guard);
  }

  @Provides
  @Singleton
  Optional<Attestation> attestation(Database database) {
    var wiring = new CheckpointWiring(settings.checkpoints(), options.clock(), System.getenv());
    return wiring.attestation(database, wiring.audience());
  }

  @Provides
  Witnesses witnesses(Optional<Attestation> attestation) {
    return new Witnesses(attestation.map(Attestation::witnessNames).orElse(List.of()));
  }

  @Provides
  @Singleton
  RecordGuard recordGuard(Optional<Attestation> attestation) {
    return attestation.<RecordGuard>map(it -> it).orElse(RecordGuard.NONE);
  }

  @Provides
  @Singleton
  Incidents incidents(
      IncidentRecord record, InstantSource clock, Freezes freezes, RecordGuard guard) {
    return new Incidents(record, clock, freezes, guard);
  }

  @Provides
  @Singleton
  RequestDesk requestDesk(
      Platforms platforms,
      Lookout lookout,
      Incidents incidents,
      Electorate electorate,
      Twins twins) {
    return new RequestDesk(platforms, lookout, incidents, electorate, twins);
  }

  @Provides
  @Singleton
  Twins twins(PlatformWiring clients, HeldThings held) {
    return new Twins(clients.premises(settings.environments()), held);
  }

  @Provides
  @Singleton
  Start start(
      Incidents incidents,
      Platforms platforms,
      Lookout lookout,
      Roster roster,
      Twins twins,
      Pace pace,
      InstantSource clock) {
    return new Start(incidents, platforms, lookout, roster, twins, pace, clock);
  }

  @Provides
  @Singleton
  IncidentDriver driver(
      Incidents incidents,
      Platforms platforms,
      Lookout lookout,
      Start start,
      TaskLogs logs,
      Pace pace,
      InstantSource clock,
      IncidentLeases leases) {
    return new IncidentDriver(incidents, platforms, lookout, start, logs, pace, clock, leases);
  }

  @Provides
  @Singleton
  DriverLoop driverLoop(Incidents incidents, IncidentDriver driver, InstantSource clock) {
    return new DriverLoop(
        incidents,
        driver,
        Duration.ofSeconds(5),
        new Stumbles(clock, LoggerFactory.getLogger(DriverLoop.class))::over);
  }
}
