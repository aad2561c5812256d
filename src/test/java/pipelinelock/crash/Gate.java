package pipelinelock.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;

/**
 * A way to a PostgreSQL server on this machine. It can be shut: connections break, new ones too. A
 * tap sees every commit as a request, with what its transaction said before as the body.
 */
final class Gate implements AutoCloseable {
  private final ServerSocket door;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean shut;
  private volatile Tap tap = Tap.NONE;

  Gate(int to) {
    this.to = to;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("opening the gate", e);
    }
    Thread.ofVirtual().name("gate").start(this::let);
  }

  void tap(Tap next) {
    tap = next;
  }

  int port() {
    return door.getLocalPort();
  }

  private void let() {
    try {
      while (!door.isClosed()) {
        var from = door.accept();
        if (shut) {
          from.close();
        } else {
          pass(from);
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from) throws IOException {
    var onward = new Socket(InetAddress.getLoopbackAddress(), to);
    from.setTcpNoDelay(true);
    onward.setTcpNoDelay(true);
    open.add(from);
    open.add(onward);
    Thread.ofVirtual().start(() -> copy(from, onward, this::heard));
    Thread.ofVirtual().start(() -> copy(onward, from, InputStream::transferTo));
  }

  private interface Copying {
    void copy(InputStream in, OutputStream out) throws IOException;
  }

  private void heard(InputStream in, OutputStream out) throws IOException {
    var said = new StringBuilder();
    var buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      if (said.indexOf("COMMIT") >= 0) {
        if (!tap.arrives(new SeenRequest("SQL", "COMMIT", Map.of(), said.toString()))) {
          return;
        }
        said.setLength(0);
      }
      out.write(buffer, 0, n);
    }
  }

  private void copy(Socket one, Socket other, Copying copying) {
    try (one;
        other;
        var in = one.getInputStream();
        var out = other.getOutputStream()) {
      copying.copy(in, out);
    } catch (IOException e) {
      // one of the two ends has gone
    } finally {
      open.remove(one);
      open.remove(other);
    }
  }

  void shut(Duration duration) {
    shut = true;
    cut();
    try {
      over.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      shut = false;
    }
  }

  private void cut() {
    for (var socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cutting a connection", e);
      }
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the gate", e);
    }
    cut();
  }
}
