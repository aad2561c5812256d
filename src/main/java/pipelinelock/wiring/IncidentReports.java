package pipelinelock.wiring;

import java.util.Collection;
import java.util.Optional;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.Seal;
import pipelinelock.evidence.insight.Insights;
import pipelinelock.evidence.insight.PastIncidents;
import pipelinelock.evidence.insight.Period;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.click.SqlRefusals;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlSeenFacts;

/** Everything that the record holds about an incident, gathered from where it is kept. */
public final class IncidentReports {
  /** All that are kept. */
  private static final int REFUSALS = 180_000;

  private final Database database;
  private final Incidents incidents;
  private final CheckpointSettings checkpoints;

  public IncidentReports(Database database, Incidents incidents, CheckpointSettings checkpoints) {
    this.database = database;
    this.incidents = incidents;
    this.checkpoints = checkpoints;
  }

  /** What the incidents of a period show together. */
  public Insights insights(Collection<EnvironmentName> environments, Period period) {
    return Insights.of(
        period,
        PastIncidents.of(incidents, environments, period),
        new SqlRefusals(database, period::to).since(period.from(), REFUSALS),
        new SqlSeenFacts(database)::of);
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
