package pipelinelock.slack.socket;

import java.time.Instant;
import pipelinelock.wording.UtcTime;

/**
 * Whether events from Slack reach this node over a socket.
 *
 * @param hears whether a connection is open: one that leaves a ping without an answer is not
 * @param since when this began
 * @param connections how many are open on this node; two while one succeeds another
 * @param why what prevents it; empty while it hears
 */
public record SocketStatus(boolean hears, Instant since, int connections, String why) {
  /** Before the first connection. */
  public static SocketStatus none(Instant now) {
    return new SocketStatus(false, now, 0, "no connection was opened yet");
  }

  /**
   * What it is now.
   *
   * @param trouble what went wrong last; empty where nothing did
   */
  SocketStatus next(int open, String trouble, Instant now) {
    boolean hearsNow = open > 0;
    String because = hearsNow ? "" : trouble.isEmpty() ? why : trouble;
    return new SocketStatus(hearsNow, hearsNow == hears ? since : now, open, because);
  }

  /** {@code slack hears=1 since=1795518420 connections=2}: since in seconds of Unix time. */
  public String figures() {
    return "slack hears=%d since=%d connections=%d"
        .formatted(hears ? 1 : 0, since.getEpochSecond(), connections);
  }

  /** {@code deaf to Slack since 2026-11-24 11:07:00 UTC: Slack answered 503}. */
  @Override
  public String toString() {
    return hears
        ? "hears Slack since %s, over %d connection%s"
            .formatted(UtcTime.of(since), connections, connections == 1 ? "" : "s")
        : "deaf to Slack since %s: %s".formatted(UtcTime.of(since), why);
  }
}
