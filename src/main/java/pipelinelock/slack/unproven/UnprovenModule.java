package pipelinelock.slack.unproven;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.thread.ByHand;
import pipelinelock.watch.WatchTurns;

/**
 * Needs: {@link SlackConnection}, {@link Incidents}, {@link ThreadLedger}, {@link WatchTurns},
 * {@link Witnesses}. Gives: {@link UnprovenWatch}.
 */
public final class UnprovenModule extends AbstractModule {
  private final Map<EnvironmentName, String> channels;
  private final Map<EnvironmentName, String> second;
  private final Map<EnvironmentName, ByHand> byHand;
  private final Duration pause;

  /**
   * @param channels the incident channel of each environment
   * @param second the channel for what is extraordinary, of those that have one
   * @param byHand what people have to type in each where they do without the bot
   * @param pause between two looks at all that is open
   */
  public UnprovenModule(
      Map<EnvironmentName, String> channels,
      Map<EnvironmentName, String> second,
      Map<EnvironmentName, ByHand> byHand,
      Duration pause) {
    this.channels = Map.copyOf(channels);
    this.second = Map.copyOf(second);
    this.byHand = Map.copyOf(byHand);
    this.pause = pause;
  }

  @Provides
  @Singleton
  UnprovenWatch watch(
      SlackConnection connection,
      Incidents incidents,
      ThreadLedger ledger,
      WatchTurns turns,
      Witnesses witnesses) {
    return new UnprovenWatch(
        incidents,
        turns,
        new Places(ledger, channels, name -> Optional.ofNullable(second.get(name))),
        new UnprovenWatch.Slack(connection.channels(), ledger, connection.config().banner()),
        new UnprovenCard(byHand, witnesses.names()),
        pause);
  }
}
