package pipelinelock.web;

import java.time.Duration;

/**
 * How much of the server a client other than Slack can take.
 *
 * @param connections open at once; more are not accepted before others end
 * @param body how long a body may take, from its headers to its last byte
 * @param headers how long a connection may go without a complete request, give or take as much
 *     again
 * @param silence after which a connection ends
 */
record DoorLimits(int connections, Duration body, Duration headers, Duration silence) {
  /** Slack's own requests take some milliseconds, and it waits 3 s for an answer. */
  static final DoorLimits USUAL =
      new DoorLimits(3000, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(10));

  /** The largest body, in bytes: a form of a hundred fields is a tenth of it. */
  static final int BODY = 256 << 10;
}
