package pipelinelock.store.database;

import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** The kind of database, for statements that must differ. */
enum Dialect {
  SQLITE,
  POSTGRES;

  static Dialect of(Handle sql) {
    try {
      String product = sql.getConnection().getMetaData().getDatabaseProductName();
      return product.equals("PostgreSQL") ? POSTGRES : SQLITE;
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }
}
