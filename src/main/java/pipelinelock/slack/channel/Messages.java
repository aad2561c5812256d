package pipelinelock.slack.channel;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a message that somebody pointed at. What Slack does not tell is empty. */
public final class Messages {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  private final MethodsClient slack;

  public Messages(MethodsClient slack) {
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

  private interface Call<T> {
    T send() throws IOException, SlackApiException;
  }

  public Optional<Said> read(String channel, String ts) {
    return ask(
            "conversations.replies",
            () -> slack.conversationsReplies(r -> r.channel(channel).ts(ts).limit(1)))
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
                    Optional.ofNullable(it.getText()).orElse("")));
  }

  /** The address of a message; only of one that there is. */
  public Optional<String> link(String channel, String ts) {
    return ask(
            "chat.getPermalink",
            () -> slack.chatGetPermalink(r -> r.channel(channel).messageTs(ts)))
        .flatMap(it -> Optional.ofNullable(it.getPermalink()))
        .filter(it -> it.startsWith("https://"));
  }

  private static <T extends SlackApiTextResponse> Optional<T> ask(String method, Call<T> call) {
    try {
      var answer = call.send();
      if (answer.isOk()) {
        return Optional.of(answer);
      }
      LOG.info("Slack refused {}: {}", method, answer.getError());
    } catch (IOException | SlackApiException | RuntimeException e) {
      LOG.warn("Slack gave no usable answer to {}: {}", method, e.getClass().getSimpleName());
    }
    return Optional.empty();
  }
}
