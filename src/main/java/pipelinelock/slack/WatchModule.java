package pipelinelock.slack;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.RecordUnavailable;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.card.WatchCard;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directory;
import pipelinelock.watch.Mutes;
import pipelinelock.watch.WatchLedger;
import pipelinelock.watch.WatchRound;
import pipelinelock.watch.WatchRule;
import pipelinelock.watch.WatchTurns;
import pipelinelock.watch.Watcher;

/**
 * Needs: what {@link SlackModule} gives, {@link WatchLedger}, {@link WatchTurns}, {@link Mutes}.
 * Gives: {@link Watcher}, {@link Muting}.
 */
public final class WatchModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final Map<EnvironmentName, WatchRule> rules;

  /**
   * @param rules of the environments that are watched
   */
  public WatchModule(Map<EnvironmentName, WatchRule> rules) {
    this.rules = Map.copyOf(rules);
  }

  @Provides
  @Singleton
  WatchPosts posts(SlackConnection connection, Directory directory, Incidents incidents) {
    return new WatchPosts(
        connection.channels(), connection.config().banner(), new WatchCard(directory), incidents);
  }

  @Provides
  @Singleton
  Muting muting(Mutes mutes, People people, WatchPosts posts, InstantSource clock) {
    return new Muting(
        mutes,
        rules.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().channel())),
        people,
        posts,
        clock);
  }

  @Provides
  @Singleton
  Watcher watcher(
      RecentLooks looks,
      WatchLedger ledger,
      WatchTurns turns,
      Mutes mutes,
      Incidents incidents,
      WatchPosts posts) {
    var round =
        new WatchRound(
            looks::look,
            ledger,
            mutes,
            name -> incidents.shownIn(name).incident().map(Incident::id),
            posts);
    return new Watcher(
        rules, turns, round, () -> ThreadLocalRandom.current().nextDouble(), WatchModule::stumbled);
  }

  private static void stumbled(EnvironmentName name, Throwable why) {
    if (why instanceof RecordUnavailable || why instanceof RemoteFailure) {
      LOG.warn("{}: {}; the watcher tries again with its next look", name, why.getMessage());
    } else {
      LOG.error("{}: the watcher met a bug; it tries again with its next look", name, why);
    }
  }
}
