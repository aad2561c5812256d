package pipelinelock.slack.message;

import java.util.Optional;

/**
 * Where an incident's thread is.
 *
 * @param channel that it is in
 * @param link the address of its first message; empty where Slack has not told it
 */
public record ThreadRef(String channel, Optional<String> link) {
  /** One of which only the channel is known. */
  public static ThreadRef in(String channel) {
    return new ThreadRef(channel, Optional.empty());
  }

  /** In markup: a link to the thread where there is one, and its channel. */
  public String shown() {
    return link.map(it -> Mrkdwn.link(it, "its thread") + " in ").orElse("")
        + Mrkdwn.channel(channel);
  }
}
