package pipelinelock.rehearsal.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.rehearsal.http.Json;

/**
 * Slack's end of Socket Mode: what would be a signed request goes over one of the app's
 * connections, in turn, whichever node opened it. An acknowledgement counts on the connection that
 * the envelope went over, and an address opens one connection.
 */
public final class SlackSocketServer extends WebSocketServer implements AutoCloseable {
  /** As many as Slack lets one app have. */
  public static final int MOST = 10;

  private static final Logger LOG = LoggerFactory.getLogger(SlackSocketServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String appId;
  private final CountDownLatch started = new CountDownLatch(1);
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Set<WebSocket> dead = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private volatile boolean enabled = true;
  private volatile long lasts = 18_060;
  private volatile String helloOf;

  private record Waiting(WebSocket over, CompletableFuture<JsonNode> acknowledged) {}

  private SlackSocketServer(String appId) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.appId = appId;
    this.helloOf = appId;
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

  /** Where one connection may be opened. */
  public String url() {
    var ticket = "ticket=" + UUID.randomUUID();
    tickets.add(ticket);
    return "ws://127.0.0.1:" + getPort() + "/link?" + ticket;
  }

  /** Whether Socket Mode is on in the app's settings. */
  public boolean isEnabled() {
    return enabled;
  }

  boolean isConnected() {
    return connections() > 0;
  }

  /** How many connections Slack takes for open, those that died unnoticed included. */
  public int connections() {
    return (int) getConnections().stream().filter(WebSocket::isOpen).count();
  }

  /** How many were open at the same moment at most. */
  public int mostConnections() {
    return most.get();
  }

  /** How long the next connections are announced to last, in seconds. */
  public void nextLast(long seconds) {
    lasts = seconds;
  }

  /** The app that the next connections are announced for; what a token of another app opens. */
  public void nextAreOf(String app) {
    helloOf = app;
  }

  /** Closes the app's connections without a word before. */
  public void drop() {
    getConnections().forEach(WebSocket::close);
  }

  /**
   * The connections that are open now die unnoticed: nothing that is sent arrives at either end,
   * and nobody answers a ping.
   */
  public void goesSilent() {
    dead.addAll(getConnections());
  }

  /**
   * Says that the connections that are open now will end, and leaves them open: {@code warning}
   * comes some ten seconds before, {@code refresh_requested} when the server is replaced.
   */
  public void announcesEnd(String reason) {
    getConnections().forEach(it -> it.send(Json.write(disconnect(reason))));
  }

  /** Socket Mode is switched off in the app's settings: what is open ends, and nothing opens. */
  public void switchOff() {
    enabled = false;
    announcesEnd("link_disabled");
    drop();
  }

  public void switchOn() {
    enabled = true;
  }

  private static JsonNode disconnect(String reason) {
    return Json.object(
        "type", "disconnect", "reason", reason, "debug_info", Json.object("host", "rehearsal"));
  }

  /** What would be the body of a request; gives what the app acknowledged it with. */
  SlackAnswer send(String contentType, String body) {
    long start = System.nanoTime();
    var open = getConnections().stream().filter(WebSocket::isOpen).toList();
    if (open.isEmpty()) {
      return new SlackAnswer(0, "", Duration.ZERO);
    }
    var over = next(open);
    var envelope = Envelopes.of(contentType, body);
    var acknowledged = new CompletableFuture<JsonNode>();
    waiting.put(envelope.path("envelope_id").asText(), new Waiting(over, acknowledged));
    if (!dead.contains(over)) {
      over.send(Json.write(envelope));
    }
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

  private WebSocket next(List<WebSocket> open) {
    return open.get(Math.floorMod(turn.getAndIncrement(), open.size()));
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
    var asked = request.getResourceDescriptor();
    if (!tickets.remove(asked.substring(asked.indexOf('?') + 1))) {
      throw new InvalidDataException(CloseFrame.REFUSE, "this address was used");
    }
    return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    most.accumulateAndGet(connections(), Math::max);
    if (connections() > MOST) {
      connection.send(Json.write(disconnect("too_many_websockets")));
      connection.close();
      return;
    }
    connection.send(
        Json.write(
            Json.object(
                "type",
                "hello",
                "num_connections",
                connections(),
                "connection_info",
                Json.object("app_id", helloOf),
                "debug_info",
                Json.object("host", "rehearsal", "approximate_connection_time", lasts))));
  }

  @Override
  public void onMessage(WebSocket connection, String message) {
    if (dead.contains(connection)) {
      return;
    }
    var json = Json.read(message).orElseGet(Json::object);
    var id = json.path("envelope_id").asText();
    var waits = waiting.get(id);
    if (waits != null && waits.over().equals(connection)) {
      waiting.remove(id);
      waits.acknowledged().complete(json.path("payload"));
    }
  }

  @Override
  public void onWebsocketPing(WebSocket connection, Framedata ping) {
    if (!dead.contains(connection)) {
      super.onWebsocketPing(connection, ping);
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    dead.remove(connection);
    LOG.debug("a socket of {} was closed: {} {}", appId, code, reason);
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
