package pipelinelock.tunnel;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshConnection;
import pipelinelock.ssh.SshConnection.Patience;
import pipelinelock.ssh.SshDialer;
import pipelinelock.ssh.SshServer;

/**
 * A tunnel through one SSH connection, with a channel for each connection to a server. Callers who
 * need it while it is being set up share the one attempt and its failure. When it breaks, it is
 * rebuilt at once, and in any case before the next request is sent.
 */
final class SshTunnel implements Tunnel {
  private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);

  private final SshServer server;
  private final SshDialer dialer;
  private final TunnelPace pace;
  private final ReentrantLock lock = new ReentrantLock();

  /** Of the tunnel alone, as its connections die with it. */
  private final ConnectionPool pool = new ConnectionPool();

  private final List<Runnable> whenUp = new CopyOnWriteArrayList<>();

  /** Guarded by the lock, as are the two below. */
  private Optional<CompletableFuture<SshConnection>> attempt = Optional.empty();

  private Optional<Thread> rebuilding = Optional.empty();
  private boolean closed;

  SshTunnel(SshServer server, SshAccess access, TunnelPace pace) {
    this.server = server;
    this.dialer = new SshDialer(access);
    this.pace = pace;
  }

  @Override
  public OkHttpClient through(OkHttpClient base) {
    return FarEnd.client(base, this::socket, pool, this::open, pace.connect());
  }

  private Socket socket() {
    try {
      return new ChannelSocket(server, () -> open(pace.connect()));
    } catch (SocketException e) {
      throw new IllegalStateException("a socket without a network was not made", e);
    }
  }

  @Override
  public String greet(Duration limit) {
    var connection = open(limit);
    return "%s accepts the bot's login, %s, host key %s"
        .formatted(server, connection.version(), connection.hostKey());
  }

  @Override
  public void whenUp(Runnable action) {
    whenUp.add(action);
  }

  /** Waits until the tunnel is up. */
  private SshConnection open(Duration limit) {
    var connecting = attempt();
    try {
      return connecting.get(limit.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw dialer.late(server, limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteFailure(
          Kind.UNREACHABLE,
          "the bot stopped waiting for the tunnel through %s".formatted(server),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RemoteFailure failure) {
        // A new one for each: a shared stack trace would show somebody else's call.
        throw failure.again();
      }
      throw new IllegalStateException(
          "an attempt to build the tunnel was interrupted", e.getCause());
    }
  }

  private CompletableFuture<SshConnection> attempt() {
    lock.lock();
    try {
      if (closed) {
        throw new RemoteFailure(
            Kind.UNREACHABLE, "the tunnel through %s is closed".formatted(server));
      }
      if (attempt.filter(SshTunnel::isOfUse).isEmpty()) {
        var next = new CompletableFuture<SshConnection>();
        attempt = Optional.of(next);
        Thread.ofVirtual().name("tunnel-connecting").start(() -> connect(next));
      }
      return attempt.orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOfUse(CompletableFuture<SshConnection> attempt) {
    return !attempt.isDone() || (!attempt.isCompletedExceptionally() && attempt.join().isOpen());
  }

  private void connect(CompletableFuture<SshConnection> next) {
    try {
      var connection = dialer.open(server, new Patience(pace.connect(), pace.heartbeat()));
      connection.onEnd(() -> lost(connection));
      LOG.info("tunnel through {}: up, host key {}", server, connection.hostKey());
      if (next.complete(connection)) {
        whenUp.forEach(Thread.ofVirtual().name("tunnel-up")::start);
      } else {
        connection.close();
      }
    } catch (RuntimeException | Error e) {
      next.completeExceptionally(e);
    }
  }

  private void lost(SshConnection connection) {
    lock.lock();
    try {
      if (!closed) {
        LOG.warn("tunnel through {}: the connection broke, rebuilding it", server);
        rebuilding =
            Optional.of(
                Thread.ofVirtual().name("tunnel-rebuilding").start(() -> rebuild(connection)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void rebuild(SshConnection lost) {
    lost.close();
    pool.evictAll();
    var policy =
        RetryPolicy.builder()
            .handleIf(failure -> failure instanceof RemoteFailure it && mayPass(it.kind()))
            .withMaxRetries(pace.attempts() - 1)
            .withBackoff(pace.firstPause(), pace.longestPause())
            .withJitter(0.25)
            .build();
    try {
      Failsafe.with(policy).run(() -> open(pace.connect()));
    } catch (RemoteFailure failure) {
      LOG.warn(
          "tunnel through {}: not rebuilt before the next request: {}",
          server,
          failure.getMessage());
    } catch (FailsafeException e) {
      // All of ours are unchecked; what Failsafe wraps is the interruption of a pause, by close.
      Thread.currentThread().interrupt();
    }
  }

  private static boolean mayPass(Kind kind) {
    return kind == Kind.UNREACHABLE || kind == Kind.TIMED_OUT;
  }

  @Override
  public void close() {
    Optional<CompletableFuture<SshConnection>> last;
    lock.lock();
    try {
      closed = true;
      last = attempt;
      rebuilding.ifPresent(Thread::interrupt);
    } finally {
      lock.unlock();
    }
    last.ifPresent(this::end);
    pool.evictAll();
  }

  private void end(CompletableFuture<SshConnection> last) {
    // An attempt that is under way finds its future taken, and closes what it made.
    last.completeExceptionally(
        new RemoteFailure(Kind.UNREACHABLE, "the tunnel through %s is closed".formatted(server)));
    if (!last.isCompletedExceptionally()) {
      last.join().close();
    }
  }
}
