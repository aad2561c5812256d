package pipelinelock.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;

/** Remotes on this machine's loopback. */
public final class OverHttp implements AutoCloseable {
  static {
    // Without this every answer of the JDK's server waits 40 ms for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Remotes remotes;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  public OverHttp(Remotes remotes) {
    this.remotes = remotes;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var headers = new TreeMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      var told =
          remotes.answer(
              Ask.of(
                  exchange.getRequestMethod(),
                  HttpUrl.get(url() + exchange.getRequestURI()),
                  headers));
      if (told.status() == 0) {
        return; // closed without an answer
      }
      told.headers()
          .forEach(
              (name, values) -> exchange.getResponseHeaders().put(name, new ArrayList<>(values)));
      send(exchange, told);
    }
  }

  private void send(HttpExchange exchange, Told told) throws IOException {
    byte[] body = told.body().getBytes(StandardCharsets.UTF_8);
    if (!told.open()) {
      exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
      return;
    }
    exchange.sendResponseHeaders(told.status(), 0);
    var out = exchange.getResponseBody();
    out.write(body);
    out.flush();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
