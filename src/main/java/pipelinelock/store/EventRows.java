package pipelinelock.store;

import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain.Entry;

/** Events as rows: what is stored, byte for byte. */
final class EventRows {
  private EventRows() {}

  /** False when the sequence number is taken. */
  static boolean insert(Handle sql, Entry entry, String hash) {
    return sql.execute(
            "insert into incident_event (incident, sequence, at, type, body, hash)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (incident, sequence) do nothing",
            entry.incident(),
            entry.sequence(),
            entry.at().toEpochMilli(),
            entry.type(),
            entry.body(),
            hash)
        == 1;
  }
}
