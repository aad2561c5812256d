package pipelinelock.slack;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import java.time.InstantSource;
import java.util.List;

/**
 * Bolt's own signature check, behind the one in {@code SlackDoor}, with the same clock and for each
 * secret that is valid while the secret is being rotated.
 */
final class AnySecret implements Middleware {
  private final List<SlackSignature.Verifier> verifiers;
  private final InstantSource clock;

  AnySecret(List<String> secrets, InstantSource clock) {
    this.verifiers =
        secrets.stream()
            .map(it -> new SlackSignature.Verifier(new SlackSignature.Generator(it)))
            .toList();
    this.clock = clock;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Bolt declares it
  public Response apply(Request request, Response response, MiddlewareChain chain)
      throws Exception {
    boolean valid =
        request.isSocketMode() // the connection is the bot's own, and nothing in it is signed
            || (request.getRequestType() != RequestType.SSLCheck
                && verifiers.stream().anyMatch(it -> request.isValid(it, clock.millis())));
    return valid ? chain.next(request) : Response.error(401);
  }
}
