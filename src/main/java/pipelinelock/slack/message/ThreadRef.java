package pipelinelock.slack.message;

import java.util.Optional;

/**
 * Where an incident's thread is.
 *
 * @param channel that it is in
 * @param link the address of its first message; empty where Slack has not given it
 */
public record ThreadRef(String channel, Optional<String> link) {
  /** One of which only the channel is known. */
  public static ThreadRef in(String channel) {
    return new ThreadRef(channel, Optional.empty());
  }

  /** In markup: its channel, and a link to it where there is one. */
  public String shown() {
    return Mrkdwn.channel(channel)
        + link.map(it -> " (%s)".formatted(Mrkdwn.link(it, "thread"))).orElse("");
  }
}
