package pipelinelock.slack;

import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.sender.Sender;
import pipelinelock.sender.Served;

/**
 * What comes by a socket passes no door, so the door's rule on whose requests are served is applied
 * here. Whoever waits for an answer gets one.
 */
final class OwnWorkspace implements Middleware {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWorkspace.class);

  private final Served served;
  private final BiPredicate<String, String> told;

  /**
   * @param told shows the person who pressed a button a sentence; false if that fails
   */
  OwnWorkspace(Served served, BiPredicate<String, String> told) {
    this.served = served;
    this.told = told;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Bolt declares it
  public Response apply(Request request, Response response, MiddlewareChain chain)
      throws Exception {
    if (!request.isSocketMode()) {
      return chain.next(request);
    }
    String body = request.getRequestBodyAsString();
    var sender = Sender.ofPayload(body);
    var why = sender.map(served::whyNot).orElse(Optional.of("it is none that Slack sends"));
    if (why.isEmpty()) {
      return chain.next(request);
    }
    LOG.warn("A request over the socket was rejected: {}", why.get());
    return switch (sender.map(Sender::kind).orElse(Sender.Kind.EVENT)) {
      case COMMAND ->
          Response.builder()
              .statusCode(200)
              .contentType("text/plain")
              .body(Served.told(why.get()))
              .build();
      case INTERACTION ->
          told.test(body, Served.told(why.get()))
              ? Response.ok()
              : Response.error(403); // a form: it stays open, under Slack's own error
      case EVENT, HANDSHAKE -> Response.ok(); // anything else would have Slack send it again
    };
  }
}
