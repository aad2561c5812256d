package pipelinelock.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server that keeps connections, and closes each as soon as a second request begins on
 * it: what a client sees whose server or load balancer gives a kept connection up in that moment.
 */
public final class ClosingRelay implements AutoCloseable {
  private final URI target;
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile boolean breaks = true;

  public ClosingRelay(URI target) {
    this.target = target;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = threads.submit(this::accept);
  }

  /** The same address as the server's, but for host and port. */
  public URI uri() {
    return URI.create("http://127.0.0.1:%d%s".formatted(door.getLocalPort(), target.getRawPath()));
  }

  /** How many requests it has cut off. */
  public int broken() {
    return broken.get();
  }

  /** From now on it does no harm. */
  public void isWell() {
    breaks = false;
  }

  private Void accept() throws IOException {
    while (!door.isClosed()) {
      var client = door.accept();
      var _ = threads.submit(() -> relay(client));
    }
    return null;
  }

  private Void relay(Socket client) throws IOException {
    try (client;
        var server = new Socket(target.getHost(), target.getPort())) {
      var answered = new AtomicBoolean();
      var _ = threads.submit(() -> answers(server.getInputStream(), client, answered));
      var buffer = new byte[8192];
      for (int read = client.getInputStream().read(buffer);
          read >= 0;
          read = client.getInputStream().read(buffer)) {
        if (breaks && answered.get()) {
          broken.incrementAndGet();
          return null;
        }
        server.getOutputStream().write(buffer, 0, read);
      }
    }
    return null;
  }

  private static Void answers(InputStream from, Socket client, AtomicBoolean answered)
      throws IOException {
    var buffer = new byte[8192];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      answered.set(true);
      client.getOutputStream().write(buffer, 0, read);
    }
    client.close();
    return null;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
