package pipelinelock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every remote of the bot at once, each as indiscreet as can be: whatever it answers holds what it
 * was sent, and some other secrets, in all their encodings in turn.
 */
final class EchoingRemotes implements AutoCloseable {
  private static final int AT_ONCE = 3;

  private final List<String> secrets;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  EchoingRemotes(List<String> secrets) throws IOException {
    this.secrets = List.copyOf(secrets);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The secrets that were in an answer. */
  Set<String> told() {
    return told;
  }

  private void answer(HttpExchange call) throws IOException {
    var body = new String(call.getRequestBody().readAllBytes(), UTF_8);
    var auth = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
    var echo = "you sent %s %s %s; others: %s".formatted(auth, plain(auth), body, others());
    var path = call.getRequestURI().getPath();
    int kind = turn.getAndIncrement();
    call.getResponseHeaders().add("X-Echo", echo.replaceAll("[^ -~]", "?"));
    if (path.endsWith("/token") && kind % 4 != 0) {
      send(call, 200, "{\"access_token\":\"tokencanary%d\",\"expires_in\":3600}".formatted(kind));
    } else if (path.endsWith("/info") && kind % 3 != 0) {
      send(
          call,
          200,
          """
          {"name":%1$s,"uuid":"2daf673a","version":%1$s,"cluster_name":%1$s,
           "user_authentication":{"type":"uaa","options":{"url":"%2$s"}}}
          """
              .formatted(json(echo), url()));
    } else if (path.startsWith("/slack")) {
      send(call, 200, "{\"ok\":false,\"error\":%s}".formatted(json(echo)));
    } else if (path.startsWith("/git") && !auth.startsWith("Basic")) {
      call.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
      send(call, 401, echo);
    } else {
      refuse(call, kind, echo);
    }
  }

  private void refuse(HttpExchange call, int kind, String echo) throws IOException {
    switch (kind % 9) {
      case 0 ->
          send(
              call,
              401,
              "{\"error\":\"unauthorized\",\"error_description\":%s}".formatted(json(echo)));
      case 1 -> send(call, 500, echo);
      case 2 -> send(call, 200, "{\"name\":%s".formatted(json(echo)));
      case 3 -> send(call, 400, "{\"code\":1,\"description\":%s}".formatted(json(echo)));
      case 4 -> {
        var host = secrets.get(kind % secrets.size()).replaceAll("[^a-z0-9]", "");
        call.getResponseHeaders().add("Location", "https://%s.example.org/login".formatted(host));
        send(call, 302, "");
      }
      case 5 -> send(call, 403, "{\"errors\":[%s]}".formatted(json(echo)));
      case 6 -> send(call, 200, "[{\"id\":1,\"name\":%1$s,\"status\":%1$s}]".formatted(json(echo)));
      case 7 -> send(call, 404, "<html>%s</html>".formatted(xml(echo)));
      default -> send(call, 200, "{\"name\":%1$s,\"state\":%1$s}".formatted(json(echo)));
    }
  }

  /** Basic credentials as they were meant. */
  private static String plain(String auth) {
    return auth.startsWith("Basic ")
        ? new String(Base64.getDecoder().decode(auth.substring("Basic ".length())), UTF_8)
        : "";
  }

  private String others() {
    var text = new StringBuilder();
    for (int i = 0; i < AT_ONCE; i++) {
      int number = next.getAndIncrement();
      var secret = secrets.get(number % secrets.size());
      told.add(secret);
      text.append(encoded(secret, number / secrets.size() + number)).append(' ');
    }
    return text.toString();
  }

  private static String encoded(String secret, int how) {
    return switch (how % 7) {
      case 0 -> secret;
      case 1 -> URLEncoder.encode(secret, UTF_8);
      case 2 -> URLEncoder.encode(secret, UTF_8).replace("+", "%20").toLowerCase(Locale.ROOT);
      case 3 -> json(secret);
      case 4 -> xml(secret);
      case 5 -> Base64.getEncoder().encodeToString(("admin:" + secret).getBytes(UTF_8));
      default -> Base64.getUrlEncoder().encodeToString(("x" + secret).getBytes(UTF_8));
    };
  }

  private static String json(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static void send(HttpExchange call, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      call.getResponseBody().write(bytes);
    }
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
