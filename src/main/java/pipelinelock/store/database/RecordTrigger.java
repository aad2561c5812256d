package pipelinelock.store.database;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * A trigger with which the database itself refuses to change the record.
 *
 * @param name in the database
 * @param table what it guards
 * @param rule what it does, normalised so that two of them can be compared
 */
public record RecordTrigger(String name, String table, String rule) {
  private static final List<RecordTrigger> SQLITE =
      List.of(
          onSqlite("incident_event", "changed", "before update on incident_event", ""),
          onSqlite(
              "incident_event",
              "deleted",
              "before delete on incident_event",
              " when not exists ( select 1 from incident_event later where later.incident ="
                  + " old.incident and later.sequence > old.sequence and later.type = 'archived')"),
          onSqlite("freeze_event", "changed", "before update on freeze_event", ""),
          onSqlite("freeze_event", "deleted", "before delete on freeze_event", ""),
          onSqlite("checkpoint", "changed", "before update on checkpoint", ""),
          onSqlite("checkpoint", "deleted", "before delete on checkpoint", ""),
          onSqlite("receipt", "changed", "before update on receipt", ""),
          onSqlite("receipt", "deleted", "before delete on receipt", ""));

  private static final String REFUSE = "the_record_is_append_only";
  private static final String LET_ARCHIVED_GO = "only_what_is_archived_is_deleted";

  /** What the functions of PostgreSQL do. */
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          REFUSE,
          "begin raise exception 'the incident record is append-only'; end",
          LET_ARCHIVED_GO,
          "begin if exists ( select 1 from incident_event later where later.incident = old.incident"
              + " and later.sequence > old.sequence and later.type = 'archived') then return old;"
              + " end if; raise exception 'the incident record is append-only'; end");

  private static final List<RecordTrigger> POSTGRES =
      List.of(
          onPostgres("incident_event", "changed", "update", "row", REFUSE),
          onPostgres("incident_event", "deleted", "delete", "row", LET_ARCHIVED_GO),
          onPostgres("incident_event", "emptied", "truncate", "statement", REFUSE),
          onPostgres("freeze_event", "changed", "delete or update", "row", REFUSE),
          onPostgres("freeze_event", "emptied", "truncate", "statement", REFUSE),
          onPostgres("checkpoint", "changed", "delete or update", "row", REFUSE),
          onPostgres("checkpoint", "emptied", "truncate", "statement", REFUSE),
          onPostgres("receipt", "changed", "delete or update", "row", REFUSE),
          onPostgres("receipt", "emptied", "truncate", "statement", REFUSE));

  private static RecordTrigger onSqlite(String table, String never, String event, String when) {
    String name = table + "_is_never_" + never;
    return new RecordTrigger(
        name,
        table,
        "create trigger %s %s%s begin select raise(abort, 'the incident record is append-only'); end"
            .formatted(name, event, when));
  }

  private static RecordTrigger onPostgres(
      String table, String never, String event, String each, String function) {
    String name = table + "_is_never_" + never;
    return new RecordTrigger(
        name,
        table,
        "create trigger %s before %s on %s for each %s execute function %s()"
            .formatted(name, event, table, each, function));
  }

  /** Those that have to be there. */
  public static List<RecordTrigger> required(Handle sql) {
    return Dialect.of(sql) == Dialect.SQLITE ? SQLITE : POSTGRES;
  }

  /** Those that are there, by their names. */
  public static Map<String, RecordTrigger> present(Handle sql) {
    var present = new TreeMap<String, RecordTrigger>();
    var query =
        switch (Dialect.of(sql)) {
          case SQLITE ->
              "select name, tbl_name as guarded, sql as rule from sqlite_master"
                  + " where type = 'trigger' and tbl_name in ('incident_event', 'freeze_event', 'checkpoint', 'receipt')";
          case POSTGRES -> // a function of another text, or a trigger that sleeps, is another rule
              "select tgname as name, relname as guarded, pg_get_triggerdef(t.oid, true)"
                  + " || case when tgenabled = 'O' then '' else ' and is switched off' end"
                  + " || case "
                  + sameFunctions()
                  + " else ' of another text' end as rule"
                  + " from pg_trigger t join pg_class c on c.oid = tgrelid"
                  + " join pg_proc p on p.oid = tgfoid"
                  + " where not tgisinternal and tgrelid in"
                  + " (to_regclass('incident_event'), to_regclass('freeze_event'), to_regclass('checkpoint'), to_regclass('receipt'))";
        };
    sql.createQuery(query)
        .map(
            (row, _) ->
                new RecordTrigger(
                    row.getString("name"), row.getString("guarded"), normal(row.getString("rule"))))
        .forEach(guard -> present.put(guard.name(), guard));
    return present;
  }

  private static String sameFunctions() {
    var cases = new StringBuilder();
    FUNCTIONS.forEach(
        (name, text) ->
            cases.append(
                " when proname = '%s' and lower(btrim(regexp_replace(prosrc, '\\s+', ' ', 'g'), ' '))"
                        .formatted(name)
                    + " = '%s' then ''".formatted(text.replace("'", "''"))));
    return cases.toString();
  }

  private static String normal(String rule) {
    return rule.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  /** Creates it again, with all that it needs. */
  public void renew(Handle sql) {
    switch (Dialect.of(sql)) {
      case SQLITE -> sql.execute("drop trigger if exists " + name);
      case POSTGRES -> {
        FUNCTIONS.forEach(
            (function, text) ->
                sql.execute(
                    "create or replace function %s() returns trigger language plpgsql as $$ %s $$"
                        .formatted(function, text)));
        sql.execute("drop trigger if exists %s on %s".formatted(name, table));
      }
    }
    sql.execute(rule);
  }
}
