package pipelinelock.tunnel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A connection through a proxy. The JDK's own has one login for the whole process, cannot send it
 * in UTF-8, and discards the proxy's answer.
 */
final class SocksSocket extends Socket {
  private final ProxyAddress.Socks proxy;
  private volatile String target = "";

  SocksSocket(ProxyAddress.Socks proxy) {
    this.proxy = proxy;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    var to = FarEnd.target(endpoint);
    target = to.getHostString() + ":" + to.getPort();
    converse(timeout, socks -> socks.connect(to.getHostString(), to.getPort()));
  }

  /** Connects to the proxy and logs in there, and goes no further. */
  void greet(Duration limit) throws IOException {
    converse(Math.toIntExact(Math.max(1, limit.toMillis())), _ -> {});
  }

  private interface Wish {
    void tell(SocksHandshake socks) throws IOException;
  }

  private void converse(int timeout, Wish wish) throws IOException {
    long until = System.nanoTime() + Duration.ofMillis(timeout).toNanos();
    reach(timeout);
    int before = getSoTimeout();
    try {
      setSoTimeout(timeout == 0 ? 0 : left(until));
      var socks = new SocksHandshake(proxy, super.getInputStream(), getOutputStream());
      socks.greet();
      setSoTimeout(timeout == 0 ? 0 : left(until));
      wish.tell(socks);
      setSoTimeout(before);
    } catch (HopFailure e) {
      throw e;
    } catch (SocketTimeoutException e) {
      throw SocksFailures.silent(proxy, target, timeout, e);
    } catch (IOException e) {
      throw SocksFailures.broken(proxy, e);
    }
  }

  private void reach(int timeout) throws IOException {
    var place = new InetSocketAddress(proxy.host(), proxy.port());
    if (place.isUnresolved()) {
      throw SocksFailures.unknownHost(proxy);
    }
    try {
      super.connect(place, timeout);
    } catch (IOException e) {
      throw SocksFailures.unreachable(proxy, timeout, e);
    }
  }

  private static int left(long until) {
    return (int) Math.max(1, (until - System.nanoTime()) / 1_000_000);
  }

  /** Some proxies, such as {@code ssh -D}, say yes before they have tried, and hang up then. */
  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      private boolean begun;

      @Override
      public int read() throws IOException {
        return checked(super.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return checked(super.read(bytes, offset, length));
      }

      private int checked(int read) throws IOException {
        if (read < 0 && !begun) {
          throw SocksFailures.hungUp(proxy, target);
        }
        begun = true;
        return read;
      }
    };
  }
}
