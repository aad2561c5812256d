package pipelinelock.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** That the benchmark's client sends what it claims to send, and counts what it got. */
class LoadTest {
  private static final SlackSignature.Generator SLACK = new SlackSignature.Generator("secret");

  private final Set<String> good = ConcurrentHashMap.newKeySet();

  @Test
  void eachRequestIsSignedAsSlackDoesAndAnotherOne() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.createContext("/slack/events", this::answer);
      server.start();
      var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      var load = new Load(url, "secret", number -> "command=x&n=" + number);

      assertThat(load.once()).asString().isEqualTo("well done");
      var result = load.run(3, Duration.ofMillis(50));

      assertThat(good).hasSizeGreaterThanOrEqualTo(4);
      assertThat(result.perSecond()).isPositive();
      assertThat(result.percentile(0.5)).isPositive().isLessThanOrEqualTo(result.percentile(0.99));
    } finally {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var headers = exchange.getRequestHeaders();
    var signature = SLACK.generate(headers.getFirst("X-Slack-Request-Timestamp"), body);
    boolean counts = signature.equals(headers.getFirst("X-Slack-Signature")) && good.add(signature);
    exchange.sendResponseHeaders(counts ? 200 : 401, 0);
    try (var out = exchange.getResponseBody()) {
      out.write("well done".getBytes(UTF_8));
    }
  }
}
