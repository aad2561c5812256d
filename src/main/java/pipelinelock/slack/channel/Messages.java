package pipelinelock.slack.channel;

import com.slack.api.methods.Methods;
import java.util.Optional;

/** Reads a message that somebody referred to. What Slack does not return is empty. */
public final class Messages {
  private final WebApi slack;

  public Messages(WebApi slack) {
    this.slack = slack;
  }

  /**
   * A message in a channel.
   *
   * @param root the first message of its thread, which may be itself
   * @param author Slack's id; empty for an app that has none
   * @param app of the app that posted it; empty for a person's
   */
  public record Said(String root, String author, String app, String text) {}

  public Optional<Said> read(String channel, String ts) {
    return slack
        .ask(
            Methods.CONVERSATIONS_REPLIES,
            it -> it.conversationsReplies(r -> r.channel(channel).ts(ts).limit(1)))
        .taken()
        .stream()
        .flatMap(it -> Optional.ofNullable(it.getMessages()).stream().flatMap(all -> all.stream()))
        .filter(it -> ts.equals(it.getTs()))
        .findFirst()
        .map(
            it ->
                new Said(
                    Optional.ofNullable(it.getThreadTs()).orElse(ts),
                    Optional.ofNullable(it.getUser()).orElse(""),
                    Optional.ofNullable(it.getAppId()).orElse(""),
                    MessageWords.of(it)));
  }

  /** The address of a message; only of one that there is. */
  public Optional<String> link(String channel, String ts) {
    return slack
        .ask(
            Methods.CHAT_GET_PERMALINK,
            it -> it.chatGetPermalink(r -> r.channel(channel).messageTs(ts)))
        .taken()
        .flatMap(it -> Optional.ofNullable(it.getPermalink()))
        .filter(it -> it.startsWith("https://"));
  }
}
