package pipelinelock.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections without a complete request: those that send nothing at first, and those that
 * send their headers byte by byte, for which Jetty has no limit because they are never idle.
 */
final class Punctual implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration limit;

  Punctual(Scheduler scheduler, Duration limit) {
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    lookLater(connection, 0, 0, 0);
  }

  /**
   * @param messages requests so far
   * @param bytes read so far
   * @param late for how many looks in a row nothing but pieces came
   */
  private void lookLater(Connection connection, long messages, long bytes, int late) {
    scheduler.schedule(
        () -> look(connection, messages, bytes, late), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Connection connection, long messages, long bytes, int late) {
    if (!connection.getEndPoint().isOpen()) {
      return;
    }
    long messagesNow = connection.getMessagesIn();
    long bytesNow = connection.getBytesIn();
    boolean onlyPieces = messagesNow == messages && (messages == 0 || bytesNow > bytes);
    int lateNow = onlyPieces ? late + 1 : 0;
    if (lateNow > 1) {
      connection.getEndPoint().close();
    } else {
      lookLater(connection, messagesNow, bytesNow, lateNow);
    }
  }
}
