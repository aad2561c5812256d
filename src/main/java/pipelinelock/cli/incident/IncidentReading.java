package pipelinelock.cli.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.insight.Insights;
import pipelinelock.evidence.insight.Period;
import pipelinelock.evidence.pack.EvidencePack;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Recorded;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.copy.RecordTransfer;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.wiring.IncidentReports;
import pipelinelock.wiring.RecordWiring;

/** The record, read beside a bot that may be running: nothing is locked, created or changed. */
final class IncidentReading implements AutoCloseable {
  private static final int TRIES = 5;

  private final Database database;
  private final Incidents incidents;
  private final IncidentReports reports;

  private IncidentReading(Database database, InstantSource clock, CheckpointSettings checkpoints) {
    this.database = database;
    incidents = new Incidents(new SqlIncidentRecord(database, clock), clock);
    reports = new IncidentReports(database, incidents, checkpoints);
  }

  /**
   * Opens the record of this configuration.
   *
   * @throws RemoteFailure when there is no record
   */
  static IncidentReading of(Path config, Surroundings at) {
    var file = at.settingsFile();
    var checkpoints = file.checkpoints(config);
    return new IncidentReading(RecordWiring.read(file.record(config)), at.clock(), checkpoints);
  }

  Incidents incidents() {
    return incidents;
  }

  /** What the incidents of a period show together. */
  Insights insights(List<EnvironmentName> environments, Period period) {
    return reports.insights(environments, period);
  }

  /**
   * Its events, proved.
   *
   * @throws RemoteFailure when there is no such incident, or only in an archive
   */
  List<Recorded> events(IncidentId id) {
    var events = incidents.events(id);
    if (events.isEmpty()) {
      throw new RemoteFailure(Kind.NOT_FOUND, incidents.unknown(id));
    }
    return events;
  }

  /**
   * Everything that the record holds about it.
   *
   * @throws RemoteFailure when there is no such incident, or only in an archive
   */
  IncidentReport report(IncidentId id) {
    return reports
        .of(id)
        .orElseThrow(() -> new RemoteFailure(Kind.NOT_FOUND, incidents.unknown(id)));
  }

  /**
   * The same with the events as they are stored, of one moment: a bot may be adding to them.
   *
   * @throws RemoteFailure when there is no such incident, or it changes faster than it is read
   */
  EvidencePack.Source source(IncidentId id, Instant now) {
    for (int i = 0; i < TRIES; i++) {
      var report = report(id);
      var chain = new ByteArrayOutputStream();
      var head = new RecordTransfer(database).writeIncident(id, chain, now);
      if (head.equals(Optional.of(report.seal().head()))) {
        return new EvidencePack.Source(report, chain.toString(UTF_8), checkpoint(report));
      }
    }
    throw new RemoteFailure(
        Kind.BUSY, "%s changed each time it was read; try again in a moment".formatted(id));
  }

  private Optional<SignedCheckpoint> checkpoint(IncidentReport report) {
    return report
        .seal()
        .checkpoint()
        .flatMap(
            covered ->
                new SqlCheckpoints(database).after(covered.number() - 1).stream().findFirst());
  }

  @Override
  public void close() {
    database.close();
  }
}
