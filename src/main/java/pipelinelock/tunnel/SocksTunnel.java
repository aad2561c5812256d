package pipelinelock.tunnel;

import java.io.IOException;
import java.time.Duration;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** A tunnel through a SOCKS 5 proxy, which resolves the names. */
final class SocksTunnel implements Tunnel {
  private static final Duration USUAL = Duration.ofSeconds(15);

  private final ProxyAddress.Socks proxy;
  private final ConnectionPool pool = new ConnectionPool();

  SocksTunnel(ProxyAddress.Socks proxy) {
    this.proxy = proxy;
  }

  @Override
  public OkHttpClient through(OkHttpClient base) {
    return FarEnd.client(base, () -> new SocksSocket(proxy), pool, _ -> {}, USUAL);
  }

  @Override
  public String greet(Duration limit) {
    try (var socket = new SocksSocket(proxy)) {
      socket.greet(limit);
      return "%s answers as SOCKS 5%s"
          .formatted(
              proxy.place(),
              proxy
                  .login()
                  .map(it -> ", and accepts the login of %s".formatted(it.username()))
                  .orElse(""));
    } catch (HopFailure e) {
      throw e.failure().again();
    } catch (IOException e) {
      throw SocksFailures.broken(proxy, e).failure();
    }
  }

  /** Each request makes a way of its own: there is nothing to report. */
  @Override
  public void whenUp(Runnable action) {}

  @Override
  public void close() {
    pool.evictAll();
  }
}
