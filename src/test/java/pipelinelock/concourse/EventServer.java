package pipelinelock.concourse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Concourse that only knows tokens, one plan and one event stream that it may keep open. */
final class EventServer implements AutoCloseable {
  /** What becomes of a connection after the text was sent. */
  enum Then {
    /** As Concourse does: nothing more is sent, and the connection stays. */
    STAYS_OPEN,
    /** The answer ends in good order. */
    ENDS,
    /** The connection breaks in the middle of the answer. */
    BREAKS,
    /** The same text again and again. */
    REPEATS
  }

  /** One connection of the event stream. */
  record Connection(int status, String text, Then then) {
    Connection(String text, Then then) {
      this(200, text, then);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Optional<String>> lastEventIds = new CopyOnWriteArrayList<>();

  EventServer(Optional<String> plan, Connection... connections) throws IOException {
    this.connections.addAll(List.of(connections));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/sky/issuer/token", it -> send(it, 200, Answers.answer("token")));
    server.createContext(
        "/api/v1/builds/5190/plan", it -> send(it, plan.isPresent() ? 200 : 404, plan.orElse("")));
    server.createContext("/api/v1/builds/5190/events", this::events);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The {@code Last-Event-ID} of each connection so far. */
  List<Optional<String>> lastEventIds() {
    return lastEventIds;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.getBytes(UTF_8).length);
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    lastEventIds.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
    var connection = connections.size() > 1 ? connections.removeFirst() : connections.getFirst();
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(connection.status(), 0);
    var body = exchange.getResponseBody();
    write(body, connection.text());
    switch (connection.then()) {
      case STAYS_OPEN -> waitForClose();
      case ENDS -> body.close();
      case BREAKS -> exchange.close();
      case REPEATS -> {
        while (closed.getCount() > 0) {
          write(body, connection.text());
        }
      }
    }
  }

  private static void write(OutputStream body, String text) throws IOException {
    body.write(text.getBytes(UTF_8));
    body.flush();
  }

  private void waitForClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
