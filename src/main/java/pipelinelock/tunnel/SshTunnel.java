package pipelinelock.tunnel;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/**
 * Through one SSH connection with dynamic forwarding. Those who need it while it is being made
 * share the one attempt and its failure. When it breaks, it is rebuilt at once, on the same port
 * where that is still free, and in any case before the next request goes out.
 */
final class SshTunnel implements Tunnel {
  private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);

  private final SshServer server;
  private final SshAccess access;
  private final TunnelPace pace;
  private final ReentrantLock lock = new ReentrantLock();

  /** Of the tunnel alone, as its connections die with it. */
  private final ConnectionPool pool = new ConnectionPool();

  /** Guarded by the lock, as are the two below. */
  private Optional<CompletableFuture<SshConnection>> attempt = Optional.empty();

  private Optional<Thread> rebuilding = Optional.empty();
  private boolean closed;

  /** Zero before the first connection. */
  private volatile int port;

  SshTunnel(SshServer server, SshAccess access, TunnelPace pace) {
    this.server = server;
    this.access = access;
    this.pace = pace;
  }

  @Override
  public OkHttpClient through(OkHttpClient base) {
    return base.newBuilder()
        .proxy(null)
        .proxySelector(new Port())
        .connectionPool(pool)
        .addInterceptor(this::open)
        .build();
  }

  /** The local SOCKS port; zero before the first request. */
  int port() {
    return port;
  }

  /** Waits until the tunnel is up, not longer than the call itself may take. */
  private Response open(Interceptor.Chain chain) throws IOException {
    long most = chain.call().timeout().timeoutNanos();
    var limit = most == 0 ? pace.connect() : Duration.ofNanos(most);
    open(limit.compareTo(pace.connect()) < 0 ? limit : pace.connect());
    return chain.proceed(chain.request());
  }

  private void open(Duration limit) {
    var connecting = attempt();
    try {
      connecting.get(limit.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RemoteFailure(
          Kind.TIMED_OUT,
          "the tunnel through %s was not up within %s s"
              .formatted(server, limit.toMillis() / 1000.0),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteFailure(
          Kind.UNREACHABLE, "the tunnel through %s was not waited for".formatted(server), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RemoteFailure failure) {
        // Anew for each: a shared stack trace would tell of somebody else's call.
        throw new RemoteFailure(failure.kind(), String.valueOf(failure.getMessage()), failure);
      }
      throw new IllegalStateException("an attempt to build the tunnel broke off", e.getCause());
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
        var last = attempt.filter(CompletableFuture::isDone);
        attempt = Optional.of(next);
        Thread.ofVirtual().name("tunnel-connecting").start(() -> connect(next, last));
      }
      return attempt.orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOfUse(CompletableFuture<SshConnection> attempt) {
    return !attempt.isDone() || (!attempt.isCompletedExceptionally() && attempt.join().isOpen());
  }

  private void connect(
      CompletableFuture<SshConnection> next, Optional<CompletableFuture<SshConnection>> last) {
    try {
      last.filter(before -> !before.isCompletedExceptionally())
          .ifPresent(before -> before.join().close()); // only then is its port free
      var connection = SshConnection.open(server, access, pace.connect(), pace.heartbeat());
      port = listen(connection);
      connection.onEnd(() -> lost(connection));
      LOG.info("tunnel through {}: up on 127.0.0.1:{}", server, port);
      if (!next.complete(connection)) {
        connection.close();
      }
    } catch (RuntimeException | Error e) {
      next.completeExceptionally(e);
    }
  }

  private int listen(SshConnection connection) {
    try {
      return listen(connection, port);
    } catch (IOException e) {
      if (port == 0) {
        connection.close();
        throw new RemoteFailure(Kind.UNREACHABLE, "no port of 127.0.0.1 is free for the tunnel", e);
      }
    }
    try {
      return listen(connection, 0); // somebody took the port meanwhile
    } catch (IOException e) {
      connection.close();
      throw new RemoteFailure(Kind.UNREACHABLE, "no port of 127.0.0.1 is free for the tunnel", e);
    }
  }

  private static int listen(SshConnection connection, int port) throws IOException {
    return connection
        .session()
        .startDynamicPortForwarding(new SshdSocketAddress("127.0.0.1", port))
        .getPort();
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

  /** Leads all requests to the port that the tunnel has at the moment. */
  private final class Port extends ProxySelector {
    @Override
    public List<java.net.Proxy> select(URI uri) {
      var address = java.net.InetSocketAddress.createUnresolved("127.0.0.1", port);
      return List.of(new java.net.Proxy(java.net.Proxy.Type.SOCKS, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      LOG.debug("tunnel through {}: a request did not get in", server, failure);
    }
  }
}
