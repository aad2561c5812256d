package pipelinelock.cli.incident;

import java.nio.file.Path;
import java.time.InstantSource;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.wiring.IncidentReports;
import pipelinelock.wiring.RecordWiring;

/** The record, read beside a bot that may be running: nothing is locked, created or changed. */
final class IncidentReading implements AutoCloseable {
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

  @Override
  public void close() {
    database.close();
  }
}
