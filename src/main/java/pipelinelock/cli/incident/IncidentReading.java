package pipelinelock.cli.incident;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.Seal;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlSeenFacts;
import pipelinelock.wiring.RecordWiring;

/** The record, read beside a bot that may be running: nothing is locked, created or changed. */
final class IncidentReading implements AutoCloseable {
  private final Database database;
  private final Incidents incidents;
  private final CheckpointSettings checkpoints;

  private IncidentReading(Database database, InstantSource clock, CheckpointSettings checkpoints) {
    this.database = database;
    this.checkpoints = checkpoints;
    incidents = new Incidents(new SqlIncidentRecord(database, clock), clock);
  }

  /**
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

  Database database() {
    return database;
  }

  CheckpointSettings checkpoints() {
    return checkpoints;
  }

  /**
   * Everything that the record holds about it.
   *
   * @throws RemoteFailure when there is no such incident, or only in an archive
   */
  IncidentReport report(IncidentId id) {
    var events = incidents.events(id);
    if (events.isEmpty()) {
      throw new RemoteFailure(Kind.NOT_FOUND, incidents.unknown(id));
    }
    var keys =
        checkpoints.isConfigured()
            ? Optional.of(checkpoints.trusted())
            : Optional.<TrustedKeys>empty();
    return IncidentReport.of(
        events,
        Seal.of(events, new SqlCheckpoints(database).after(0), keys),
        new SqlSeenFacts(database)::of,
        new Transcripts());
  }

  @Override
  public void close() {
    database.close();
  }
}
