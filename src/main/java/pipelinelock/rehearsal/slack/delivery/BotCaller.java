package pipelinelock.rehearsal.slack.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sends the bot signed requests and waits three seconds, as Slack does. */
public final class BotCaller implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final AtomicReference<URI> bot = new AtomicReference<>(URI.create("http://127.0.0.1:9/"));
  private final AtomicReference<Optional<SlackSocketServer>> socket =
      new AtomicReference<>(Optional.empty());
  private final SlackSigner signer;
  private final InstantSource clock;

  public BotCaller(SlackSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  public void botIsAt(URI url) {
    bot.set(url);
  }

  /** Everything goes over a socket from now on. */
  public void botIsOn(SlackSocketServer server) {
    socket.set(Optional.of(server));
  }

  public boolean hasSocket() {
    return socket.get().filter(SlackSocketServer::isConnected).isPresent();
  }

  /** Slack's end of the app's sockets. */
  public SlackSocketServer sockets() {
    return socket
        .get()
        .orElseThrow(() -> new IllegalStateException("the app does not use Socket Mode"));
  }

  public SlackAnswer send(String contentType, String body) {
    return socket
        .get()
        .map(it -> it.send(contentType, body))
        .orElseGet(() -> post(contentType, body));
  }

  private SlackAnswer post(String contentType, String body) {
    var timestamp = String.valueOf(clock.instant().getEpochSecond());
    var request =
        HttpRequest.newBuilder(bot.get())
            .timeout(PATIENCE)
            .header("Content-Type", contentType)
            .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
            .header("X-Slack-Request-Timestamp", timestamp)
            .header("X-Slack-Signature", signer.sign(timestamp, body))
            .POST(BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  @Override
  public void close() {
    socket.get().ifPresent(SlackSocketServer::close);
    http.shutdownNow();
  }

  private SlackAnswer send(HttpRequest request) {
    long start = System.nanoTime();
    try {
      var response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new SlackAnswer(response.statusCode(), response.body(), since(start));
    } catch (IOException e) {
      return new SlackAnswer(0, "", since(start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SlackAnswer(0, "", since(start));
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
