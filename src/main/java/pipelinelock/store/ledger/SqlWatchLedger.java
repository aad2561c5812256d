package pipelinelock.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.store.database.Database;
import pipelinelock.watch.Notice;
import pipelinelock.watch.Trouble;
import pipelinelock.watch.WatchLedger;
import pipelinelock.watch.WatchState;

/** The watcher's memory in a SQL table, one row for each environment. */
public final class SqlWatchLedger implements WatchLedger {
  private static final String INSERT =
      "insert into watch_state (environment, version, subject, title, since, held_by, held_since,"
          + " calm_since, blind_since, label, channel, ts, told, shown)"
          + " values (:environment, :version + 1, :subject, :title, :since, :held_by, :held_since,"
          + " :calm_since, :blind_since, :label, :channel, :ts, :told, :shown)"
          + " on conflict (environment) do nothing";
  private static final String UPDATE =
      "update watch_state set version = :version + 1, subject = :subject, title = :title,"
          + " since = :since, held_by = :held_by, held_since = :held_since,"
          + " calm_since = :calm_since, blind_since = :blind_since, label = :label,"
          + " channel = :channel, ts = :ts, told = :told, shown = :shown"
          + " where environment = :environment and version = :version";

  private final Database database;

  public SqlWatchLedger(Database database) {
    this.database = database;
  }

  @Override
  public WatchState find(EnvironmentName environment) {
    return database.read(
        sql ->
            sql.createQuery("select * from watch_state where environment = :name")
                .bind("name", environment.value())
                .map((row, _) -> state(row))
                .findOne()
                .orElse(WatchState.NOTHING));
  }

  @Override
  public boolean save(EnvironmentName environment, WatchState state) {
    return database.write(
        sql -> {
          try (var update = sql.createUpdate(state.version() == 0 ? INSERT : UPDATE)) {
            update.bind("environment", environment.value()).bind("version", state.version());
            texts(state).forEach((name, value) -> update.bind(name, value.orElse(null)));
            times(state)
                .forEach(
                    (name, value) ->
                        update.bind(name, value.map(Instant::toEpochMilli).orElse(null)));
            return update.execute() == 1;
          }
        });
  }

  private static Map<String, Optional<String>> texts(WatchState state) {
    var texts = new HashMap<String, Optional<String>>();
    texts.put("subject", state.trouble().map(Trouble::subject));
    texts.put("title", state.trouble().map(Trouble::title));
    texts.put("held_by", state.trouble().flatMap(Trouble::held).map(Trouble.Held::by));
    texts.put("label", state.notice().map(Notice::label));
    texts.put("channel", state.notice().map(Notice::channel));
    texts.put("ts", state.notice().flatMap(Notice::ts));
    texts.put("told", state.notice().map(Notice::title));
    texts.put("shown", state.notice().map(Notice::shown));
    return texts;
  }

  private static Map<String, Optional<Instant>> times(WatchState state) {
    return Map.of(
        "since", state.trouble().map(Trouble::since),
        "held_since", state.trouble().flatMap(Trouble::held).map(Trouble.Held::since),
        "calm_since", state.calmSince(),
        "blind_since", state.blindSince());
  }

  private static WatchState state(ResultSet row) throws SQLException {
    return new WatchState(
        row.getLong("version"),
        trouble(row),
        time(row, "calm_since"),
        time(row, "blind_since"),
        notice(row));
  }

  private static Optional<Trouble> trouble(ResultSet row) throws SQLException {
    @Nullable String subject = row.getString("subject");
    if (subject == null) {
      return Optional.empty();
    }
    var heldSince = time(row, "held_since");
    @Nullable String by = row.getString("held_by");
    return Optional.of(
        new Trouble(
            subject,
            row.getString("title"),
            time(row, "since").orElseThrow(),
            by == null
                ? Optional.empty()
                : Optional.of(new Trouble.Held(by, heldSince.orElseThrow()))));
  }

  private static Optional<Notice> notice(ResultSet row) throws SQLException {
    @Nullable String label = row.getString("label");
    return label == null
        ? Optional.empty()
        : Optional.of(
            new Notice(
                label,
                row.getString("channel"),
                Optional.ofNullable(row.getString("ts")),
                row.getString("told"),
                row.getString("shown")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
