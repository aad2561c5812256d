package pipelinelock.slack;

import com.slack.api.Slack;
import com.slack.api.methods.Methods;
import com.slack.api.util.json.GsonFactory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.channel.WebApi;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;

/** Replies that only one person sees, after the acknowledgement. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  static final String BUSY = "The bot is doing too many things at once. Try again in a moment.";
  private static final String EPHEMERAL = "ephemeral";

  private final Slack slack;
  private final WebApi api;
  private final Banner banner;

  Replies(SlackConnection connection) {
    this.slack = connection.slack();
    this.api = connection.api();
    this.banner = connection.config().banner();
  }

  /**
   * Where an answer goes.
   *
   * @param responseUrl good for five answers in half an hour
   * @param thread the thread that was clicked in, if it was one
   */
  record Address(String user, String channel, String responseUrl, Optional<String> thread) {}

  void send(Address to, Message message) {
    var marked = banner.on(message);
    if (!toResponseUrl(to, marked, EPHEMERAL) && !toPerson(to, marked)) {
      direct(to.user(), marked);
    }
  }

  /** Answers the person in the first of these places that works, or else directly. */
  void sendToOne(String user, List<Address> places, Message message) {
    var marked = banner.on(message);
    if (places.stream().distinct().noneMatch(to -> toPerson(to, marked))) {
      direct(user, marked);
    }
  }

  /** In the Messages tab of the app, which the manifest has: for those who are in no channel. */
  private void direct(String user, Message message) {
    var sent =
        api.ask(
            Methods.CHAT_POST_MESSAGE,
            it ->
                it.chatPostMessage(
                    r ->
                        r.channel(user)
                            .text(message.text())
                            .blocks(message.blocks())
                            .unfurlLinks(false)
                            .unfurlMedia(false)));
    if (sent.taken().isEmpty()) {
      LOG.warn("An answer did not reach {}", user);
    }
  }

  /** Notifies everybody in the channel, where Slack lets the bot. */
  boolean sendToAll(Address to, Message message) {
    return toResponseUrl(to, banner.on(message), "in_channel");
  }

  private boolean toResponseUrl(Address to, Message message, String type) {
    if (to.responseUrl().isEmpty()) {
      return false;
    }
    try {
      var answer = slack.send(to.responseUrl(), json(to, message, type));
      if (answer.getCode() == 200 && !isRefusal(answer.getBody())) {
        return true;
      }
      LOG.info("response_url answered {}; the answer is posted instead", answer.getCode());
    } catch (IOException | RuntimeException e) {
      LOG.warn("response_url gave no answer: {}", e.getClass().getSimpleName());
    }
    return false;
  }

  private static boolean isRefusal(@Nullable String body) {
    return body != null
        && (body.contains("_url")
            || body.stripLeading().startsWith("<") // a proxy's page, and not Slack's word
            || body.replace(" ", "").contains("\"ok\":false"));
  }

  private static String json(Address to, Message message, String type) {
    var response =
        com.slack.api.app_backend.interactive_components.response.ActionResponse.builder()
            .responseType(type)
            .replaceOriginal(false)
            .text(message.text())
            .blocks(message.blocks());
    to.thread().ifPresent(response::threadTs);
    return GsonFactory.createSnakeCase().toJson(response.build());
  }

  private boolean toPerson(Address to, Message message) {
    if (to.channel().isEmpty()) {
      return false;
    }
    var sent =
        api.ask(
            Methods.CHAT_POST_EPHEMERAL,
            it ->
                it.chatPostEphemeral(
                    r -> {
                      r.channel(to.channel())
                          .user(to.user())
                          .text(message.text())
                          .blocks(message.blocks());
                      to.thread().ifPresent(r::threadTs);
                      return r;
                    }));
    if (sent.taken().isEmpty()) {
      LOG.info("{} gets no reply in {}", to.user(), to.channel());
    }
    return sent.taken().isPresent();
  }

  /** Does it and reports what came of it, or that it cannot be done now. */
  void run(BackgroundWork errands, Address to, Supplier<Optional<Message>> work) {
    if (!errands.run(message -> send(to, message), work)) {
      errands.say(() -> send(to, Message.sentence(BUSY)));
    }
  }
}
