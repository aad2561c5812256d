package pipelinelock.tunnel;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.common.channel.ChannelPipedInputStream;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.ssh.SshConnection;
import pipelinelock.ssh.SshServer;

/**
 * A connection that starts at the far end of an SSH connection, as a socket for TLS and HTTP. Only
 * those methods of a socket work that an HTTP client needs.
 */
final class ChannelSocket extends Socket {
  private static final Duration USUAL = Duration.ofSeconds(15);

  private final SshServer jumpbox;
  private final Supplier<SshConnection> connection;
  private volatile Optional<ClientChannel> channel = Optional.empty();
  private volatile Optional<InetSocketAddress> target = Optional.empty();
  private volatile boolean connected;
  private volatile boolean closed;
  private volatile boolean outputShut;
  private volatile int patience;

  ChannelSocket(SshServer jumpbox, Supplier<SshConnection> connection) throws SocketException {
    super((@Nullable SocketImpl) null);
    this.jumpbox = jumpbox;
    this.connection = connection;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    var to = FarEnd.target(endpoint);
    target = Optional.of(to);
    long limit = timeout == 0 ? USUAL.toMillis() : timeout;
    var failures = new ForwardFailures(jumpbox, to.getHostString() + ":" + to.getPort());
    long began = System.nanoTime();
    try {
      var opened = connection.get().channelTo(to.getHostString(), to.getPort());
      channel = Optional.of(opened);
      if (closed) {
        opened.close(true);
      }
      opened.open().verify(limit);
      connected = true;
    } catch (RemoteFailure e) {
      close();
      throw new HopFailure(e);
    } catch (IOException e) {
      close();
      boolean late = System.nanoTime() - began >= limit * 1_000_000;
      throw late ? failures.late(limit, e) : failures.of(e);
    }
  }

  private ClientChannel channel() throws SocketException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
    return channel.orElseThrow(() -> new SocketException("Socket is not connected"));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Timed(channel().getInvertedOut());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Flushing(channel().getInvertedIn());
  }

  @Override
  public synchronized void close() {
    closed = true;
    channel.ifPresent(it -> it.close(true));
  }

  @Override
  public void shutdownOutput() throws IOException {
    outputShut = true;
    channel().getInvertedIn().close();
  }

  @Override
  public void shutdownInput() {}

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean isBound() {
    return connected;
  }

  @Override
  public boolean isClosed() {
    return closed || (connected && channel.filter(it -> !it.isOpen()).isPresent());
  }

  @Override
  public boolean isInputShutdown() {
    return false;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShut;
  }

  @Override
  public void setSoTimeout(int millis) {
    patience = millis;
  }

  @Override
  public int getSoTimeout() {
    return patience;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setSoLinger(boolean on, int seconds) {}

  @Override
  public @Nullable InetAddress getInetAddress() {
    return target.map(InetSocketAddress::getAddress).orElse(null);
  }

  @Override
  public InetAddress getLocalAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int getPort() {
    return target.map(InetSocketAddress::getPort).orElse(0);
  }

  @Override
  public int getLocalPort() {
    return 0;
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return target.orElse(null);
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return null;
  }

  @Override
  public String toString() {
    return "ChannelSocket[%s through %s]"
        .formatted(target.map(Object::toString).orElse(""), jumpbox);
  }

  /** Waits for bytes no longer than the socket is to wait; the end of it closes the socket. */
  private final class Timed extends FilterInputStream {
    Timed(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int most = patience;
      if (in instanceof ChannelPipedInputStream pipe) {
        pipe.setTimeout(most);
      }
      long began = System.nanoTime();
      try {
        return super.read(bytes, offset, length);
      } catch (SocketException e) {
        if (most > 0 && System.nanoTime() - began >= most * 1_000_000L) {
          throw (IOException) new SocketTimeoutException("Read timed out").initCause(e);
        }
        throw e;
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      int read = read(one, 0, 1);
      return read < 0 ? read : one[0] & 0xff;
    }

    @Override
    public void close() {
      ChannelSocket.this.close();
    }
  }

  /** A channel keeps what is written until it is full or flushed; a socket does not. */
  private final class Flushing extends FilterOutputStream {
    Flushing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      out.flush();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }

    @Override
    public void close() {
      ChannelSocket.this.close();
    }
  }
}
