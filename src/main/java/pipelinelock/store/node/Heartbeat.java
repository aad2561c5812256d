package pipelinelock.store.node;

import java.time.Duration;

/**
 * How often a node sends its heartbeat, which also determines how soon others act on its silence.
 *
 * @param beat the time between two heartbeats
 */
public record Heartbeat(Duration beat) {
  /** Of a bot in earnest: replaced within 15 s of its death. */
  public static final Heartbeat REAL = new Heartbeat(Duration.ofSeconds(2));

  /** Four beats missed. */
  Duration dead() {
    return beat.multipliedBy(4);
  }

  /** An answer that took longer may be no longer true. */
  Duration fresh() {
    return beat;
  }

  /** Between two looks at what the others recorded. */
  Duration look() {
    return beat.dividedBy(2);
  }
}
