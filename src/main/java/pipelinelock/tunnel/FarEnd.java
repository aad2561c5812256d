package pipelinelock.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Creates HTTP clients whose connections start at the far end of a tunnel: names are resolved
 * there, and no local port leads there.
 */
final class FarEnd {
  /** Of what a call has left, so that the way can say that it was the way which was slow. */
  private static final int PERCENT_OF_THE_CALL = 80;

  private FarEnd() {}

  /** Gets the way ready, within this limit. */
  interface Gate {
    void open(Duration limit);
  }

  /** Like the base client; a failed tunnel becomes a RemoteFailure. */
  static OkHttpClient client(
      OkHttpClient base, Supplier<Socket> sockets, ConnectionPool pool, Gate gate, Duration usual) {
    return base.newBuilder()
        .proxy(Proxy.NO_PROXY)
        .dns(new Unresolved())
        .socketFactory(new Sockets(sockets))
        .connectionPool(pool)
        .addInterceptor(chain -> proceed(chain, gate, usual))
        .build();
  }

  private static Response proceed(Interceptor.Chain chain, Gate gate, Duration usual)
      throws IOException {
    long began = System.nanoTime();
    long most = chain.call().timeout().timeoutNanos();
    var limit = most == 0 ? usual : least(usual, Duration.ofNanos(most));
    gate.open(limit);
    var left = limit.minusNanos(System.nanoTime() - began);
    long connect = Math.max(1, left.toMillis() * PERCENT_OF_THE_CALL / 100);
    try {
      return chain
          .withConnectTimeout((int) connect, java.util.concurrent.TimeUnit.MILLISECONDS)
          .proceed(chain.request());
    } catch (IOException e) {
      throw HopFailure.in(e).<RuntimeException>map(it -> it.failure().again()).orElseThrow(() -> e);
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The host that a socket is to connect to: its name where it has one. */
  static InetSocketAddress target(SocketAddress address) throws SocketException {
    if (address instanceof InetSocketAddress it) {
      return it;
    }
    throw new SocketException("a way leads to hosts and ports only");
  }

  /** Gives each name an address of its own: the far end will look it up. */
  private static final class Unresolved implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      return List.of(InetAddress.getByAddress(host, new byte[4]));
    }
  }

  private static final class Sockets extends SocketFactory {
    private final Supplier<Socket> sockets;

    Sockets(Supplier<Socket> sockets) {
      this.sockets = sockets;
    }

    @Override
    public Socket createSocket() {
      return sockets.get();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress here, int herePort)
        throws IOException {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress here, int herePort)
        throws IOException {
      return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress address) throws IOException {
      var socket = sockets.get();
      socket.connect(address);
      return socket;
    }
  }
}
