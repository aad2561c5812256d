package pipelinelock.store.database;

import com.google.common.base.Throwables;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.ledger.RecordUnavailable;

/** Distinguishes a database that is temporarily unavailable from an error in a statement. */
public final class SqlFailures {
  /**
   * Classes of SQL states: connection (08), rolled back for another's sake (40), out of resources
   * (53), not in a state to answer (55), taken away by an operator (57), system (58), read-only
   * (25).
   */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

  private static final Set<SQLiteErrorCode> PASSING_OF_SQLITE =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_READONLY);

  private static final Set<SQLiteErrorCode> DAMAGE_OF_SQLITE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

  private SqlFailures() {}

  static RuntimeException explained(JdbiException failure) {
    if (isDamage(failure)) {
      return new RecordUnavailable(
          "its file is damaged (%s); stop the bot and restore the newest backup (docs/operation.md, Backup and restore)"
              .formatted(reason(failure)),
          failure);
    }
    return isPassing(failure) ? new RecordUnavailable(reason(failure), failure) : failure;
  }

  /** Whether an SQLite file is no database, or no longer a whole one. */
  static boolean isDamage(Throwable failure) {
    return sql(failure)
        .filter(it -> it instanceof SQLiteException sqlite && isDamage(sqlite.getResultCode()))
        .isPresent();
  }

  private static boolean isDamage(SQLiteErrorCode code) {
    return DAMAGE_OF_SQLITE.stream().anyMatch(it -> (code.code & 0xff) == it.code);
  }

  private static boolean isPassing(Throwable failure) {
    return sql(failure)
        .filter(
            it ->
                it instanceof SQLTransientException
                    || PASSING.contains(stateClass(it))
                    || (it instanceof SQLiteException sqlite && isPassing(sqlite.getResultCode())))
        .isPresent();
  }

  private static boolean isPassing(SQLiteErrorCode code) {
    return PASSING_OF_SQLITE.stream().anyMatch(it -> (code.code & 0xff) == it.code);
  }

  /** Whether there was no usable connection at all: unreachable, or refused. */
  static boolean isOfTheConnection(Throwable failure) {
    return sql(failure).filter(it -> Set.of("08", "28", "3D").contains(stateClass(it))).isPresent();
  }

  /** What a server that lets nobody in may mean by it. */
  static Kind kind(Throwable failure) {
    return switch (sql(failure).map(SqlFailures::stateClass).orElse("")) {
      case "28" -> Kind.UNAUTHORISED;
      case "3D" -> Kind.NOT_FOUND;
      default -> Kind.UNREACHABLE;
    };
  }

  private static String stateClass(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  private static Optional<SQLException> sql(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((_, innermost) -> innermost);
  }

  /** What the database said, on one line. */
  public static String reason(Throwable failure) {
    String said =
        sql(failure).map(Throwable::getMessage).orElse(failure.getClass().getSimpleName());
    return said.lines().findFirst().orElse("nothing");
  }
}
