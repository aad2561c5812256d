package pipelinelock.wiring;

import java.time.InstantSource;
import java.util.Optional;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.store.node.Heartbeat;

/**
 * What differs between a real bot and one in a rehearsal or a test.
 *
 * @param clock the time
 * @param banner precedes every message; {@code REHEARSAL}
 * @param tempo how fast it writes to Slack
 * @param heartbeat how soon other nodes consider it dead
 */
public record BotOptions(
    InstantSource clock, Optional<String> banner, PostingLimits tempo, Heartbeat heartbeat) {
  public static final BotOptions REAL =
      new BotOptions(
          InstantSource.system(), Optional.empty(), PostingLimits.DEFAULT, Heartbeat.REAL);

  public BotOptions(InstantSource clock, Optional<String> banner, PostingLimits tempo) {
    this(clock, banner, tempo, Heartbeat.REAL);
  }
}
