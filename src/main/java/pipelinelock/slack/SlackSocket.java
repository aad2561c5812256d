package pipelinelock.slack;

import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient.Backend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Slack's requests by a connection that the bot opens itself (Socket Mode), for networks that
 * Slack cannot reach into. The same app answers them as behind the door.
 */
public final class SlackSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  private final SlackApp app;
  private final String token;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<Optional<SocketModeApp>> socket =
      new AtomicReference<>(Optional.empty());

  /**
   * @param token the app-level token, {@code xapp-…}
   */
  public SlackSocket(SlackApp app, String token) {
    this.app = app;
    this.token = token;
  }

  /** Connects, and tries again for as long as Slack does not answer. */
  public void start() {
    Thread.ofVirtual().name("slack-socket").start(this::connect);
  }

  private void connect() {
    var pause = FIRST_RETRY;
    try {
      while (closed.getCount() > 0 && !isConnected()) {
        LOG.info("the connection to Slack is tried again in {} s", pause.toSeconds());
        closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Once it was connected the client reconnects by itself. */
  private boolean isConnected() {
    try {
      var opened = new SocketModeApp(token, Backend.JavaWebSocket, app.bolt());
      opened.startAsync();
      socket.set(Optional.of(opened));
      if (closed.getCount() == 0) {
        stop();
      }
      LOG.info("the bot is connected to Slack");
      return true;
    } catch (Exception e) { // as the SDK declares it
      LOG.warn("Slack could not be connected to: {}", e.getMessage());
      return false;
    }
  }

  private void stop() {
    socket
        .getAndSet(Optional.empty())
        .ifPresent(
            it -> {
              try {
                it.close();
              } catch (Exception e) { // as the SDK declares it
                LOG.warn("closing the connection to Slack: {}", e.getMessage());
              }
            });
  }

  @Override
  public void close() {
    closed.countDown();
    stop();
  }
}
