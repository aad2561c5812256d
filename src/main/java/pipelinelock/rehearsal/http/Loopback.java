package pipelinelock.rehearsal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on loopback, with one virtual thread for each request, which records the requests.
 */
public final class Loopback implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loopback.class);

  static {
    // Without this every answer of the JDK's server waits 40 ms for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final Handler handler;
  private volatile Tap tap = Tap.NONE;

  /** Answers one call. */
  public interface Handler {
    Answer answer(Call call) throws InterruptedException;
  }

  public Loopback(int port, Handler handler) {
    this.handler = handler;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("port %d is taken; choose another".formatted(port), e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public Tap tap() {
    return tap;
  }

  public void tap(Tap next) {
    tap = next;
  }

  public List<SeenRequest> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = Call.of(exchange);
      var request = call.seen();
      seen.add(request);
      if (tap.arrives(request)) {
        send(exchange, tap.answer(request, () -> answer(call)));
        tap.answered(request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(Call call) throws InterruptedException {
    try {
      return handler.answer(call);
    } catch (RuntimeException e) {
      LOG.warn("simulated server: {} {}", call.method(), call.path(), e);
      return Answer.text(500, "the simulation broke: " + e);
    }
  }

  private static void send(HttpExchange exchange, Answer answer)
      throws IOException, InterruptedException {
    if (answer.isNothing()) {
      return;
    }
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (answer.stream().isPresent()) {
      exchange.sendResponseHeaders(answer.status(), 0);
      answer.stream().get().writeTo(exchange.getResponseBody());
    } else {
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }
}
