package pipelinelock.wiring;

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
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.diagnosis.look.EvidenceCollector;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.http.Http;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.RecordGuard;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.ledger.Outreach;
import pipelinelock.incident.policy.Roster;
import pipelinelock.leftover.OwnIncidents;
import pipelinelock.runbook.DriverLoop;
import pipelinelock.runbook.IncidentDriver;
import pipelinelock.runbook.OwnAborts;
import pipelinelock.runbook.Start;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.LookedAtPlatforms;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.runbook.twin.Twins;
import pipelinelock.settings.Settings;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordPlace;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.settings.file.LoadedSettings;
import pipelinelock.store.Stores;
import pipelinelock.vm.TranscriptRenderer;

/** The services of the domain, over real clients and the record. It knows nothing of Slack. */
final class DomainWiring {
  private final Settings settings;
  private final InstantSource clock;
  private final Stores stores;
  private final OkHttpClient http = Http.client();
  private final Transcripts transcripts = new Transcripts();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("read-", 0).factory());
  private final PlatformWiring clients;
  private final Platforms platforms;
  private final Optional<Attestation> attestation;
  private final Freezes freezes;
  private final Incidents incidents;
  private final Lookout lookout;
  private final Twins twins;

  DomainWiring(LoadedSettings loaded, InstantSource clock, Stores stores) {
    this.settings = loaded.settings();
    this.clock = clock;
    this.stores = stores;
    clients = new PlatformWiring(http, clock, lockCopies(settings.record()));
    platforms = clients.platforms(loaded);
    var checkpoints = new CheckpointWiring(settings.checkpoints(), clock, System.getenv());
    attestation = checkpoints.attestation(stores.database(), checkpoints.audience());
    RecordGuard guard = attestation.<RecordGuard>map(it -> it).orElse(RecordGuard.NONE);
    freezes = new Freezes(attested(stores.freezes()), settings.frozen(), guard);
    incidents = new Incidents(stores.record(), clock, freezes, guard);
    var collector = new EvidenceCollector(clock, threads, EvidenceCollector.Limits.DEFAULT);
    lookout =
        new Lookout(
            new LookedAtPlatforms(
                platforms, new OwnAborts(stores.record()), new OwnIncidents(incidents)),
            collector,
            clock);
    twins = new Twins(clients.premises(settings.environments()), stores.heldThings());
  }

  private static Path lockCopies(RecordPlace record) {
    return switch (record) {
      case RecordFile(var file) -> file.toAbsolutePath().resolveSibling("lock-copies");
      case RecordServer _ -> TemporaryFolder.create().path();
    };
  }

  private FreezeRecord attested(FreezeRecord record) {
    return attestation.<FreezeRecord>map(it -> new AttestedFreezes(record, it)).orElse(record);
  }

  /** Takes requests; {@code electorate} says who may vote on them. */
  RequestDesk desk(Electorate electorate) {
    return new RequestDesk(platforms, lookout, incidents, electorate, twins, stores.facts());
  }

  /**
   * Does what was approved.
   *
   * @param roster says whether who approved it still counts
   * @param outreach says whether anybody can be notified
   */
  DriverLoop driverLoop(Roster roster, Outreach outreach) {
    var pace = Pace.REAL.times(settings.speed());
    var start = new Start(incidents, platforms, lookout, roster, twins, outreach, pace, clock);
    var driver =
        new IncidentDriver(
            incidents, platforms, lookout, start, transcripts, pace, clock, stores.leases());
    return new DriverLoop(
        incidents,
        driver,
        Duration.ofSeconds(5),
        new StallLog(clock, LoggerFactory.getLogger(DriverLoop.class))::over);
  }

  /** Who else keeps checkpoints of the record, as people know them. */
  List<String> witnesses() {
    return attestation.map(Attestation::witnessNames).orElse(List.of());
  }

  /** All that the record holds about an incident. */
  IncidentReports reports() {
    return new IncidentReports(stores.database(), incidents, settings.checkpoints());
  }

  InstantSource clock() {
    return clock;
  }

  OkHttpClient http() {
    return http;
  }

  TranscriptRenderer transcripts() {
    return transcripts;
  }

  ExecutorService threads() {
    return threads;
  }

  PlatformWiring clients() {
    return clients;
  }

  Platforms platforms() {
    return platforms;
  }

  Optional<Attestation> attestation() {
    return attestation;
  }

  Freezes freezes() {
    return freezes;
  }

  Incidents incidents() {
    return incidents;
  }

  Lookout lookout() {
    return lookout;
  }

  Twins twins() {
    return twins;
  }
}
