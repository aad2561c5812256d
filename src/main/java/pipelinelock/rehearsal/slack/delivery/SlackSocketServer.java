package pipelinelock.rehearsal.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.rehearsal.http.Json;

/** Slack's end of Socket Mode: what would be a signed request goes over the app's connection. */
public final class SlackSocketServer extends WebSocketServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocketServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String appId;
  private final CountDownLatch started = new CountDownLatch(1);
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  private SlackSocketServer(String appId) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.appId = appId;
    setReuseAddr(true);
    setDaemon(true);
  }

  public static SlackSocketServer open(String appId) {
    var server = new SlackSocketServer(appId);
    server.start();
    try {
      if (!server.started.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the socket's server does not start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return server;
  }

  public String url() {
    return "ws://127.0.0.1:" + getPort() + "/link?ticket=" + UUID.randomUUID();
  }

  boolean isConnected() {
    return !getConnections().isEmpty();
  }

  /** Closes the app's connections, as Slack does every few hours. */
  void drop() {
    getConnections().forEach(WebSocket::close);
  }

  /** What would be the body of a request; gives what the app acknowledged it with. */
  SlackAnswer send(String contentType, String body) {
    long start = System.nanoTime();
    var connection = getConnections().stream().findFirst();
    if (connection.isEmpty()) {
      return new SlackAnswer(0, "", Duration.ZERO);
    }
    var envelope = envelope(contentType, body);
    var acknowledged = new CompletableFuture<JsonNode>();
    waiting.put(envelope.path("envelope_id").asText(), acknowledged);
    connection.get().send(Json.write(envelope));
    try {
      var payload = acknowledged.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      var text = payload.isMissingNode() || payload.isNull() ? "" : Json.write(payload);
      return new SlackAnswer(200, text, Duration.ofNanos(System.nanoTime() - start));
    } catch (TimeoutException | ExecutionException e) {
      return new SlackAnswer(0, "", Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SlackAnswer(0, "", Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static ObjectNode envelope(String contentType, String body) {
    if (contentType.startsWith("application/json")) {
      return envelope("events_api", Json.read(body).orElseThrow(), false);
    }
    var form = Json.object();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      form.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form.has("payload")
        ? envelope("interactive", Json.read(form.path("payload").asText()).orElseThrow(), true)
        : envelope("slash_commands", form, true);
  }

  private static ObjectNode envelope(String type, JsonNode payload, boolean answerable) {
    return Json.object(
        "envelope_id",
        UUID.randomUUID().toString(),
        "type",
        type,
        "accepts_response_payload",
        answerable,
        "payload",
        payload);
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    connection.send(
        Json.write(
            Json.object(
                "type",
                "hello",
                "num_connections",
                1,
                "connection_info",
                Json.object("app_id", appId),
                "debug_info",
                Json.object("host", "rehearsal", "approximate_connection_time", 18060))));
  }

  @Override
  public void onMessage(WebSocket connection, String message) {
    var json = Json.read(message).orElseGet(Json::object);
    var waits = waiting.remove(json.path("envelope_id").asText());
    if (waits != null) {
      waits.complete(json.path("payload"));
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    LOG.debug("a socket was closed: {} {}", code, reason);
  }

  @Override
  public void onError(@org.jspecify.annotations.Nullable WebSocket connection, Exception error) {
    LOG.warn("a socket broke: {}", error.toString());
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void close() {
    try {
      stop(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
