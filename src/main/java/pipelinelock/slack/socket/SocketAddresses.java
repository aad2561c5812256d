package pipelinelock.slack.socket;

import com.slack.api.methods.Methods;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;

/**
 * Asks Slack for the address of one connection ({@code apps.connections.open}). Any other answer is
 * a reason to ask again.
 */
public final class SocketAddresses implements Supplier<Sent<URI>> {
  private final WebApi api;
  private final String token;

  /**
   * @param token the app-level token, {@code xapp-…}
   */
  public SocketAddresses(WebApi api, String token) {
    this.api = api;
    this.token = token;
  }

  @Override
  public Sent<URI> get() {
    return api.send(
            Methods.APPS_CONNECTIONS_OPEN, it -> it.appsConnectionsOpen(r -> r.token(token)))
        .then(
            answer ->
                address(answer.getUrl())
                    .<Sent<URI>>map(Sent.Done::new)
                    .orElseGet(() -> new Sent.InDoubt<>("Slack's answer holds no address")));
  }

  private static Optional<URI> address(@Nullable String url) {
    try {
      return Optional.of(new URI(url == null ? "" : url))
          .filter(it -> it.getHost() != null)
          .filter(it -> "wss".equals(it.getScheme()) || "ws".equals(it.getScheme()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
