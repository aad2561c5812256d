package pipelinelock.slack.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;
import pipelinelock.slack.socket.SocketStatus;
import pipelinelock.slack.standing.BadToken;
import pipelinelock.wording.UtcTime;

/**
 * What is wrong between Slack and this node, reported once in the log and for as long as it lasts
 * elsewhere. The bot works on whatever it is: running incidents need no Slack.
 */
public final class SlackHealth implements WebApi.Watch {
  private static final Logger LOG = LoggerFactory.getLogger(SlackHealth.class);

  /** How long lost events are reported, because nothing says when they are over. */
  private static final Duration HOUR = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<SlackTrouble, Told> troubles = new EnumMap<>(SlackTrouble.class);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Supplier<SocketStatus>> hearing = Optional.empty();

  private record Told(Instant since, String why) {
    @Override
    public String toString() {
      return "%s (since %s)".formatted(why, UtcTime.of(since));
    }
  }

  public SlackHealth(InstantSource clock) {
    this.clock = clock;
  }

  /** Slack's requests come over sockets. */
  public void hearsBy(Supplier<SocketStatus> sockets) {
    hearing = Optional.of(sockets);
  }

  /** Calls back when something else is wrong, in the thread that found it: it must be quick. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** It is wrong from now on; logged where it is new. */
  public void begins(SlackTrouble trouble, String why) {
    synchronized (this) {
      if (isTold(troubles.get(trouble), why)) {
        return;
      }
      troubles.put(trouble, new Told(clock.instant(), why));
    }
    LOG.error("Slack: {}", why);
    changed();
  }

  private static boolean isTold(@Nullable Told before, String why) {
    return before != null && before.why().equals(why);
  }

  /** It is right again. */
  public void ends(SlackTrouble trouble) {
    synchronized (this) {
      if (troubles.remove(trouble) == null) {
        return;
      }
    }
    LOG.info("Slack: {} is over", trouble);
    changed();
  }

  /** Some other thing of it has changed. */
  public void changed() {
    listeners.forEach(Runnable::run);
  }

  /** A sentence for each thing that is wrong now. */
  public List<String> troubles() {
    var lines = new ArrayList<String>();
    hearing
        .map(Supplier::get)
        .filter(it -> !it.hears())
        .ifPresent(it -> lines.add("this node is " + it));
    synchronized (this) {
      var lost = troubles.get(SlackTrouble.EVENTS_LOST);
      if (lost != null && clock.instant().isAfter(lost.since().plus(HOUR))) {
        troubles.remove(SlackTrouble.EVENTS_LOST);
      }
      troubles.values().forEach(it -> lines.add("Slack: " + it));
    }
    return List.copyOf(lines);
  }

  /** What is right, for who asks for details; and whether it hears Slack, for a program. */
  public List<String> details() {
    return hearing
        .map(Supplier::get)
        .map(it -> it.hears() ? List.of("this node " + it, it.figures()) : List.of(it.figures()))
        .orElse(List.of());
  }

  /** Each answer to the bot token says whether Slack still takes it. */
  @Override
  public void answered(Sent<?> sent) {
    switch (sent) {
      case Sent.Done<?> _ -> {
        ends(SlackTrouble.TOKEN);
        ends(SlackTrouble.UNINSTALLED);
      }
      case Sent.Refused<?>(var error) when BadToken.is(error) ->
          begins(SlackTrouble.TOKEN, BadToken.what(error) + "; " + BadToken.FIX);
      case Sent.Refused<?> _, Sent.Slower<?> _, Sent.InDoubt<?> _ -> {}
    }
  }
}
