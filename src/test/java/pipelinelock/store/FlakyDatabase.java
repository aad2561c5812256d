package pipelinelock.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import pipelinelock.store.database.Database;

/** A database whose connections break when a test wants it. */
public final class FlakyDatabase {
  /** Where a connection breaks. */
  public enum At {
    /** There is none to be had. */
    CONNECTING,
    /** Nothing was written. */
    BEFORE_THE_COMMIT,
    /** Everything was written, and nobody gets the answer. */
    AFTER_THE_COMMIT
  }

  private volatile At at = At.CONNECTING;
  private volatile int every;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  public Database open(Path file) {
    MigratedRecord.prepare(file);
    return Database.open(file, this::between);
  }

  /** From now on each n-th time; 0 = never. */
  public void fails(At where, int eachTime) {
    at = where;
    every = eachTime;
  }

  public int failures() {
    return failures.get();
  }

  private DataSource between(DataSource source) {
    return proxy(
        DataSource.class,
        (_, method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            return call(source, method, arguments);
          }
          failAt(At.CONNECTING);
          return connection(source.getConnection());
        });
  }

  private Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          boolean commits = method.getName().equals("commit");
          if (commits) {
            failAt(At.BEFORE_THE_COMMIT);
          }
          var result = call(real, method, arguments);
          if (commits) {
            failAt(At.AFTER_THE_COMMIT);
          }
          return result;
        });
  }

  private void failAt(At here) throws SQLException {
    if (here == at && every > 0 && calls.incrementAndGet() % every == 0) {
      failures.incrementAndGet();
      throw new SQLException("the connection broke", "08006");
    }
  }

  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
