package pipelinelock.slack.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the app answer what arrived over a socket, and acknowledges it on the same connection. Each
 * request has a thread of its own, so that none waits for another.
 */
public final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** Slack waits for so long, and then shows the person that the app did not answer. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final App bolt;
  private final SocketModeRequestParser parser;
  private final LongConsumer eventsLost;

  /**
   * @param eventsLost receives the time since which Slack drops events, in seconds since 1970
   */
  public Reception(App bolt, LongConsumer eventsLost) {
    this.bolt = bolt;
    this.eventsLost = eventsLost;
    this.parser = new SocketModeRequestParser(bolt.config());
  }

  /**
   * @param say sends the acknowledgement, and gives whether it is on its way
   */
  void take(SocketWord.Envelope envelope, String text, Predicate<String> say) {
    long start = System.nanoTime();
    var acknowledgement = answer(envelope, text);
    boolean sent = acknowledgement.filter(say).isPresent();
    var took = Duration.ofNanos(System.nanoTime() - start);
    if (acknowledgement.isPresent() && !sent) {
      LOG.warn("an envelope ({}) was answered when its connection had ended", envelope.type());
    } else if (took.compareTo(LIMIT) > 0) {
      LOG.warn("an envelope ({}) was answered after {} ms", envelope.type(), took.toMillis());
    }
  }

  /**
   * Empty where Slack shall get no answer: it sends an event again, and shows a person an error.
   */
  private Optional<String> answer(SocketWord.Envelope envelope, String text) {
    try {
      var limited = EventsLost.since(text);
      if (limited.isPresent()) {
        eventsLost.accept(limited.getAsLong());
        return Optional.of(acknowledgement(envelope.id(), null));
      }
      var request = parser.parse(text);
      if (request == null) {
        return Optional.of(acknowledgement(envelope.id(), null)); // of a kind that is new
      }
      var response = bolt.run(request.getBoltRequest());
      if (response.getStatusCode() == 200) {
        return Optional.of(acknowledgement(envelope.id(), payload(response)));
      }
      LOG.warn(
          "an envelope ({}) was not taken: status {}", envelope.type(), response.getStatusCode());
    } catch (Exception e) { // as Bolt declares it
      // Without its message, which may hold a part of the payload.
      LOG.warn("an envelope ({}) failed: {}", envelope.type(), e.getClass().getName());
    }
    return Optional.empty();
  }

  private static String acknowledgement(String id, @Nullable JsonElement payload) {
    var json = new JsonObject();
    json.addProperty("envelope_id", id);
    if (payload != null) {
      json.add("payload", payload);
    }
    return json.toString();
  }

  private static @Nullable JsonElement payload(Response response) {
    String body = response.getBody();
    if (body == null || body.isEmpty()) {
      return null;
    }
    if (response.getContentType().startsWith("application/json")) {
      return JsonParser.parseString(body);
    }
    var said = new JsonObject();
    said.addProperty("text", body);
    return said;
  }
}
