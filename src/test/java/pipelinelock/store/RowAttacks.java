package pipelinelock.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one who may write the database does to the rows of INC-1, whose events are 1 requested, 2
 * approved and 3 rejected, while INC-2 has the same. Each statement is understood by both
 * databases.
 *
 * @param sql the attack
 * @param offence what is wrong by the bot's words, with number and kind of the first bad event
 * @param sound the number of the last event that still holds
 */
record RowAttacks(String sql, String offence, long sound) {
  private static final String UNFIT = " does not fit its hash";

  /** By what each is. */
  static final Map<String, RowAttacks> ALL = all();

  private static Map<String, RowAttacks> all() {
    var all = new LinkedHashMap<String, RowAttacks>();
    all.put(
        "the requester is another person",
        row("body = replace(body, 'U0ANA', 'U0EVE')", 1, "event 1 (requested)" + UNFIT, 0));
    all.put(
        "the approver is another person",
        row("body = replace(body, 'U0', 'U1')", 2, "event 2 (approved)" + UNFIT, 1));
    all.put("a row is of another time", row("at = at + 1", 2, "event 2 (approved)" + UNFIT, 1));
    all.put("a row has another kind", row("type = 'revoked'", 2, "event 2 (revoked)" + UNFIT, 1));
    all.put(
        "a row has another hash",
        row("hash = substr(hash, 2) || '0'", 3, "event 3 (rejected)" + UNFIT, 2));
    all.put("a row has another number", row("sequence = 9", 3, "event 3 is missing", 2));
    all.put("the first row is gone", gone(1, "event 1 is missing", 0));
    all.put("a row amid them is gone", gone(2, "event 2 is missing", 1));
    all.put(
        "a row is put in place of another",
        new RowAttacks(
            "update incident_event set body = (select body from incident_event"
                + " where incident = 1 and sequence = 2) where incident = 1 and sequence = 3",
            "event 3 (rejected)" + UNFIT,
            2));
    all.put(
        "a row of another incident is added",
        new RowAttacks(
            "insert into incident_event (incident, sequence, at, type, body, hash)"
                + " select 1, 4, at, type, body, hash from incident_event"
                + " where incident = 2 and sequence = 2",
            "event 4 (approved)" + UNFIT,
            3));
    return all;
  }

  private static RowAttacks row(String change, int sequence, String offence, long sound) {
    return new RowAttacks(
        "update incident_event set %s where incident = 1 and sequence = %d"
            .formatted(change, sequence),
        offence,
        sound);
  }

  private static RowAttacks gone(int sequence, String offence, long sound) {
    return new RowAttacks(
        "delete from incident_event where incident = 1 and sequence = " + sequence, offence, sound);
  }
}
