package pipelinelock.tunnel;

import java.time.Duration;

/**
 * The timeouts of an SSH tunnel.
 *
 * @param connect for one attempt to connect and log in
 * @param heartbeat how often the far end is asked for a sign of life; three unanswered ones in a
 *     row end the connection
 * @param firstPause before the second attempt to rebuild; each further one is twice as long
 * @param longestPause between attempts
 * @param attempts after which rebuilding waits for the next request
 */
record TunnelPace(
    Duration connect,
    Duration heartbeat,
    Duration firstPause,
    Duration longestPause,
    int attempts) {
  static final TunnelPace USUAL =
      new TunnelPace(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofMillis(250),
          Duration.ofSeconds(15),
          10);
}
