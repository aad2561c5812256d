package pipelinelock.slack.socket;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.channel.Sent;

/**
 * Takes Slack's requests by connections that the bot opens itself (Socket Mode), for networks that
 * Slack cannot reach into. One is open all the time, whatever Slack answers, and each gets its
 * successor before Slack ends it: the two are open side by side, so that nothing is lost between
 * them. Several nodes of one app do the same, and Slack spreads what it has over all connections.
 */
public final class SlackSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);

  private final Supplier<Sent<URI>> addresses;
  private final OkHttpClient http;
  private final Reception reception;
  private final String appId;
  private final InstantSource clock;
  private final SocketPace pace;

  private final OpenLinks open; // guarded by this, as all that changes
  private BackOff backOff;
  private long notBefore = System.nanoTime();
  private String trouble = "";
  private SocketStatus hearing;
  private volatile boolean closed;

  private final Semaphore changed = new Semaphore(0);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slack-envelope-", 0).factory());

  /**
   * @param addresses where Slack lets a connection be opened, each time another one
   * @param http whose connections are used
   * @param appId whose connections they have to be, {@code A…}
   */
  public SlackSocket(
      Supplier<Sent<URI>> addresses,
      OkHttpClient http,
      Reception reception,
      String appId,
      InstantSource clock,
      SocketPace pace) {
    this.addresses = addresses;
    this.http =
        http.newBuilder()
            .pingInterval(pace.ping())
            .callTimeout(pace.patience())
            .retryOnConnectionFailure(false)
            .build();
    this.reception = reception;
    this.appId = appId;
    this.clock = clock;
    this.pace = pace;
    this.open = new OpenLinks(pace);
    this.backOff = BackOff.fresh(pace);
    this.hearing = SocketStatus.none(clock.instant());
  }

  /** Connects, and stays connected until it is closed. */
  public void start() {
    Thread.ofVirtual().name("slack-socket").start(this::keep);
  }

  /** Whether it hears Slack now. */
  public synchronized SocketStatus hearing() {
    return hearing;
  }

  /** Calls back when it begins or stops hearing Slack, in a thread of its own. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Nothing ends this but the close: not even a bug. */
  private void keep() {
    try {
      while (!closed) {
        if (hasLostOneThatIsOver()) {
          listen();
        }
        var wait = untilNext();
        if (wait.isPositive()) {
          boolean _ = changed.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS);
          changed.drainPermits();
        } else if (isDue()) {
          attempt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean hasLostOneThatIsOver() {
    return open.closedOneThatIsOver();
  }

  private synchronized Duration untilNext() {
    var attempt = longer(open.untilRenewal(), Duration.ofNanos(notBefore - System.nanoTime()));
    var over = open.untilOneIsOver();
    return over.compareTo(attempt) < 0 ? over : attempt;
  }

  private synchronized boolean isDue() {
    return !open.untilRenewal().isPositive() && notBefore - System.nanoTime() <= 0;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private void attempt() throws InterruptedException {
    try {
      var link = SocketLink.open(http, address(), pace.patience(), new Connection());
      var app = link.hello().app();
      if (!app.isEmpty() && !app.equals(appId)) {
        link.abandon();
        throw new SocketFailure(
            "the app-level token belongs to app %s, but slack.app_id is %s".formatted(app, appId));
      }
      opened(link);
    } catch (SocketFailure e) {
      failed(e.why(), e.pause());
    } catch (RuntimeException | Error e) {
      LOG.error("the connection to Slack met a bug; it is tried again", e);
      failed("a bug of the bot (%s)".formatted(e.getClass().getSimpleName()), Duration.ZERO);
    }
  }

  private URI address() throws SocketFailure {
    return switch (addresses.get()) {
      case Sent.Done<URI>(var address) -> address;
      case Sent.Slower<URI>(var pause) ->
          throw new SocketFailure("Slack asks to wait for " + pause.toSeconds() + " s", pause);
      case Sent.InDoubt<URI>(var why) -> throw new SocketFailure(why);
      case Sent.Refused<URI>(var error) ->
          throw new SocketFailure("Slack gives the app-level token no socket: " + error);
    };
  }

  private void opened(SocketLink link) throws SocketFailure {
    synchronized (this) {
      if (link.hasEnded()) {
        throw new SocketFailure("Slack ended the connection at once");
      }
      open.add(link);
      backOff = backOff.tried();
      waitFor(Duration.ZERO);
      trouble = "";
    }
    if (closed) {
      link.close();
    }
    LOG.info(
        "a connection to Slack is open; the app has {} on all nodes", link.hello().connections());
    listen();
  }

  private void failed(String why, Duration pause) {
    boolean first;
    synchronized (this) {
      first = !trouble.equals(why);
      trouble = why;
      backOff = backOff.tried();
      waitFor(pause);
    }
    if (first) {
      LOG.warn("no connection to Slack could be opened: {}; it is tried again", why);
    }
    listen();
  }

  private void waitFor(Duration least) {
    var pause = backOff.pause(ThreadLocalRandom.current().nextDouble());
    notBefore = System.nanoTime() + longer(pause, least).toNanos();
  }

  /** Reports a change in whether it hears Slack, outside of the lock. */
  private void listen() {
    boolean turned;
    SocketStatus now;
    synchronized (this) {
      var before = hearing;
      hearing = before.next(open.count(), trouble, clock.instant());
      now = hearing;
      turned = now.hears() != before.hears();
    }
    changed.release();
    if (turned && !closed) {
      if (now.hears()) {
        LOG.info("the bot {}", now);
      } else {
        LOG.warn("the bot is {}; commands and buttons do not arrive", now);
      }
      listeners.forEach(Runnable::run);
    }
  }

  /** What happens on a connection. */
  private final class Connection implements SocketLink.Owner {
    @Override
    public void arrived(SocketLink link, SocketWord.Envelope envelope, String text) {
      if (!closed) {
        threads.execute(() -> reception.take(envelope, text, link::say));
      }
    }

    @Override
    public void leaves(SocketLink link, String reason) {
      LOG.info("{}; another one is opened", Leaving.words(reason));
      if (Leaving.isEnd(reason)) {
        link.abandon();
        ended(link, Leaving.words(reason));
      }
      changed.release();
    }

    @Override
    public void ended(SocketLink link, String why) {
      synchronized (SlackSocket.this) {
        open.remove(link);
        trouble = why;
        backOff = backOff.ended(link.age());
        if (backOff.attempts() == 0) {
          notBefore = System.nanoTime();
        }
      }
      if (!closed) {
        LOG.info("a connection to Slack has ended: {}", why);
      }
      listen();
    }
  }

  /** Ends the connections: what Slack sends from now on goes to other nodes, or is lost. */
  @Override
  public void close() {
    closed = true;
    changed.release();
    synchronized (this) {
      open.closeAll();
    }
    threads.shutdown();
  }
}
