package pipelinelock.wiring;

import java.util.Optional;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.Seal;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlSeenFacts;

/** Everything that the record holds about an incident, gathered from where it is kept. */
public final class IncidentReports {
  private final Database database;
  private final Incidents incidents;
  private final CheckpointSettings checkpoints;

  public IncidentReports(Database database, Incidents incidents, CheckpointSettings checkpoints) {
    this.database = database;
    this.incidents = incidents;
    this.checkpoints = checkpoints;
  }

  /** Empty where there is no such incident in the record. */
  public Optional<IncidentReport> of(IncidentId id) {
    var events = incidents.events(id);
    if (events.isEmpty()) {
      return Optional.empty();
    }
    var keys =
        checkpoints.isConfigured()
            ? Optional.of(checkpoints.trusted())
            : Optional.<TrustedKeys>empty();
    return Optional.of(
        IncidentReport.of(
            events,
            Seal.of(events, new SqlCheckpoints(database).after(0), keys),
            new SqlSeenFacts(database)::of,
            new Transcripts()));
  }
}
