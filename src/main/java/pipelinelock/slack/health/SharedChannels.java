package pipelinelock.slack.health;

import com.slack.api.bolt.App;
import com.slack.api.model.event.ChannelSharedEvent;
import com.slack.api.model.event.ChannelUnsharedEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.slack.standing.ChannelStanding;

/**
 * The bot's channels that another company reads too. Slack lets a channel be shared at any time,
 * and the bot posts whole incidents there. Its people count for nothing all the same: only members
 * of the bot's own workspace approve, and only they get private answers.
 */
public final class SharedChannels {
  private static final Logger LOG = LoggerFactory.getLogger(SharedChannels.class);

  private final Set<String> own;
  private final SlackHealth health;
  private final Set<String> shared = new TreeSet<>();

  /**
   * @param own the channels that the bot posts to, {@code C…}
   */
  public SharedChannels(Set<String> own, SlackHealth health) {
    this.own = Set.copyOf(own);
    this.health = health;
  }

  /** Takes in the events that the manifest asks for. */
  public void listenTo(App bolt) {
    bolt.event(
        ChannelSharedEvent.class,
        (event, context) -> {
          heard(event.getEvent().getChannel(), true);
          return context.ack();
        });
    bolt.event(
        ChannelUnsharedEvent.class,
        (event, context) -> {
          // It may have been shared with several, and still be with one.
          heard(event.getEvent().getChannel(), event.getEvent().isExtShared());
          return context.ack();
        });
  }

  /** Asks about each once: a channel may have been shared while no bot was there to receive it. */
  public void lookAtAll(Function<String, ChannelStanding> slack) {
    for (String channel : own) {
      try {
        heard(channel, slack.apply(channel).shared());
      } catch (RemoteFailure e) {
        LOG.warn(
            "whether {} is shared with another company is not known: {}", channel, e.getMessage());
      }
    }
  }

  /**
   * What Slack says of a channel now.
   *
   * @param channel others than the bot's own are left alone
   */
  public synchronized void heard(@Nullable String channel, boolean isShared) {
    if (channel == null || !own.contains(channel)) {
      return;
    }
    boolean changed = isShared ? shared.add(channel) : shared.remove(channel);
    if (!changed) {
      return;
    }
    if (shared.isEmpty()) {
      health.ends(SlackTrouble.SHARED);
    } else {
      health.begins(
          SlackTrouble.SHARED,
          "another company reads what the bot posts in %s: end the sharing of the channel in Slack, or set another channel in the settings; nobody of theirs may approve"
              .formatted(String.join(", ", shared)));
    }
  }
}
