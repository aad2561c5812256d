package pipelinelock.store;

import java.time.Instant;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventJson;
import pipelinelock.store.event.EventRows;

/** What somebody does who may write to the database, and not what the bot does. */
public final class ForgedRow {
  private ForgedRow() {}

  /** Adds an event with a hash that is made up. */
  public static void insert(
      Database database, IncidentId id, long sequence, Instant at, IncidentEvent event) {
    var entry = new Entry(id.number(), sequence, at, EventJson.type(event), EventJson.write(event));
    database.write(sql -> EventRows.insert(sql, entry, "0".repeat(64)));
  }
}
