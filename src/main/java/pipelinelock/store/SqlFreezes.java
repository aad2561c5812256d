package pipelinelock.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.FreezeRecord;

/** The freezes in a SQL table, hash-chained as the events of an incident are. */
public final class SqlFreezes implements FreezeRecord {
  private static final String FROZEN = "frozen";
  private static final String UNFROZEN = "unfrozen";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Database database;
  private final InstantSource clock;

  public SqlFreezes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Last(long sequence, Instant at, String type, Body body, String hash) {
    static final Last NONE =
        new Last(0, Instant.EPOCH, UNFROZEN, new Body("", "", ""), HashChain.START);

    boolean isFrozen() {
      return type.equals(FROZEN);
    }
  }

  /** The form of an event; its names are for ever. */
  private record Body(String team, String user, String reason) {}

  @Override
  public Optional<Freeze.Ordered> current() {
    var last = database.read(SqlFreezes::last);
    return last.isFrozen()
        ? Optional.of(
            new Freeze.Ordered(
                new UserId(last.body().team(), last.body().user()),
                last.at(),
                last.body().reason()))
        : Optional.empty();
  }

  @Override
  public boolean change(boolean frozen, UserId by, String reason) {
    while (true) {
      var changed =
          database.write(sql -> change(sql, frozen, new Body(by.team(), by.user(), reason)));
      if (changed.isPresent()) {
        return changed.get();
      }
    }
  }

  /** Empty when somebody else was faster. */
  private Optional<Boolean> change(Handle sql, boolean frozen, Body body) {
    var last = last(sql);
    if (last.isFrozen() == frozen) {
      return Optional.of(false);
    }
    var entry =
        new Entry(
            EventRows.FREEZES,
            last.sequence() + 1,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            frozen ? FROZEN : UNFROZEN,
            text(body));
    boolean inserted = EventRows.insert(sql, entry, HashChain.hash(last.hash(), entry));
    return inserted ? Optional.of(true) : Optional.empty();
  }

  private static Last last(Handle sql) {
    return sql.createQuery("select * from freeze_event order by sequence desc limit 1")
        .map(
            (row, _) ->
                new Last(
                    row.getLong("sequence"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    row.getString("type"),
                    body(row.getString("body")),
                    row.getString("hash")))
        .findOne()
        .orElse(Last.NONE);
  }

  private static String text(Body body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a freeze", e);
    }
  }

  /**
   * @throws UnreadableEvent when that is not the body of a freeze
   */
  static void check(String text) {
    var _ = body(text);
  }

  private static Body body(String text) {
    try {
      Body body = JSON.readValue(text, Body.class);
      if (body == null) {
        throw new UnreadableEvent("it is no freeze");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent("it is no freeze");
    }
  }
}
