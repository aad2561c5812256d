package pipelinelock.slack.channel;

import com.slack.api.methods.Methods;
import com.slack.api.methods.RequestFormBuilder;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import com.slack.api.model.Message.Metadata;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.FormBody;
import pipelinelock.slack.message.Message;

/**
 * The messages in channels. Nothing is sent twice, except a message whose blocks Slack refuses: it
 * is better sent without them than not at all.
 */
public final class ChannelMessages {
  private static final int PAGE = 200;

  private static final Set<String> BLOCKS =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_blocks_too_many",
          "invalid_arguments");

  private final WebApi slack;
  private final String token;
  private final String appId;

  /**
   * @param token the bot's
   * @param appId of the app that posts: another app's messages are never taken for ours
   */
  public ChannelMessages(WebApi slack, String token, String appId) {
    this.slack = slack;
    this.token = token;
    this.appId = appId;
  }

  /**
   * Posts.
   *
   * @param root the message that it is a reply to; empty for a message in the channel itself
   * @param metadata what the message carries unseen
   */
  public Sent<PostReceipt> post(
      String channel, Optional<String> root, Message message, Optional<Metadata> metadata) {
    return withOrWithout(
        message.blocks(),
        blocks -> {
          var request =
              ChatPostMessageRequest.builder()
                  .channel(channel)
                  .text(message.text())
                  .unfurlLinks(false)
                  .unfurlMedia(false);
          root.ifPresent(request::threadTs);
          metadata.ifPresent(request::metadata);
          var whole = blocks.isEmpty() ? request : request.blocks(blocks);
          return taken(Methods.CHAT_POST_MESSAGE, RequestFormBuilder.toForm(whole.build()));
        });
  }

  /** Puts another message in the place of one. */
  public Sent<PostReceipt> edit(String channel, String ts, Message message, Metadata metadata) {
    return withOrWithout(
        message.blocks(),
        blocks -> {
          var request =
              ChatUpdateRequest.builder()
                  .channel(channel)
                  .ts(ts)
                  .text(message.text())
                  .blocks(blocks)
                  .metadata(metadata)
                  .build();
          return taken(Methods.CHAT_UPDATE, RequestFormBuilder.toForm(request));
        });
  }

  /** What a message with these words looks like, before Slack adds to it. */
  public static String digest(Message message) {
    return CardDigest.of(message);
  }

  private Sent<PostReceipt> taken(String method, FormBody.Builder form) {
    return slack
        .send(
            method,
            it -> it.postFormWithTokenAndParseResponse(_ -> form, method, token, Taken.class))
        .map(Taken::receipt);
  }

  private static Sent<PostReceipt> withOrWithout(
      List<LayoutBlock> blocks, Function<List<LayoutBlock>, Sent<PostReceipt>> call) {
    var sent = call.apply(blocks);
    return sent instanceof Sent.Refused<PostReceipt>(var error) && BLOCKS.contains(error)
        ? call.apply(List.of())
        : sent;
  }

  /** Pinning twice is pinning once. */
  public Sent<String> pin(String channel, String ts) {
    return agreed(
        slack
            .send(Methods.PINS_ADD, it -> it.pinsAdd(r -> r.channel(channel).timestamp(ts)))
            .map(_ -> ts),
        "already_pinned",
        ts);
  }

  public Sent<String> unpin(String channel, String ts) {
    return agreed(
        slack
            .send(Methods.PINS_REMOVE, it -> it.pinsRemove(r -> r.channel(channel).timestamp(ts)))
            .map(_ -> ts),
        "no_pin",
        ts);
  }

  /** The address of a message; only of one that there is. */
  public Sent<String> link(String channel, String ts) {
    return slack
        .send(
            Methods.CHAT_GET_PERMALINK,
            it -> it.chatGetPermalink(r -> r.channel(channel).messageTs(ts)))
        .then(
            answer ->
                Optional.ofNullable(answer.getPermalink())
                    .filter(it -> it.startsWith("https://"))
                    .<Sent<String>>map(Sent.Done::new)
                    .orElseGet(() -> new Sent.Refused<>("no address")));
  }

  private static Sent<String> agreed(Sent<String> sent, String error, String ts) {
    return sent instanceof Sent.Refused<String>(var said) && said.equals(error)
        ? new Sent.Done<>(ts)
        : sent;
  }

  /**
   * Some messages, with all that they carry.
   *
   * @param next where to go on; empty when these are the last
   */
  public record Page(List<com.slack.api.model.Message> messages, String next) {
    private static Page of(
        @org.jspecify.annotations.Nullable List<com.slack.api.model.Message> messages,
        @org.jspecify.annotations.Nullable ResponseMetadata next) {
      return new Page(
          Optional.ofNullable(messages).orElse(List.of()),
          Optional.ofNullable(next).map(ResponseMetadata::getNextCursor).orElse(""));
    }
  }

  /**
   * The newest messages of a channel.
   *
   * @param cursor where the page before ended; empty for the first
   */
  public Sent<Page> newest(String channel, String cursor) {
    return slack
        .send(
            Methods.CONVERSATIONS_HISTORY,
            it ->
                it.conversationsHistory(
                    r -> r.channel(channel).includeAllMetadata(true).limit(PAGE).cursor(cursor)))
        .map(page -> Page.of(page.getMessages(), page.getResponseMetadata()));
  }

  /** The messages of a thread, and the one that it hangs on; from the oldest on. */
  public Sent<Page> replies(String channel, String root, String cursor) {
    return slack
        .send(
            Methods.CONVERSATIONS_REPLIES,
            it ->
                it.conversationsReplies(
                    r ->
                        r.channel(channel)
                            .ts(root)
                            .includeAllMetadata(true)
                            .limit(PAGE)
                            .cursor(cursor)))
        .map(page -> Page.of(page.getMessages(), page.getResponseMetadata()));
  }

  /** Not every answer of Slack names the app. */
  public boolean isOurs(com.slack.api.model.Message message) {
    return message.getAppId() == null || message.getAppId().equals(appId);
  }
}
