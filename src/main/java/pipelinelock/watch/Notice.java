package pipelinelock.watch;

import java.util.Optional;

/**
 * The one post about a problem.
 *
 * @param label its invisible metadata, by which it is found again
 * @param ts Slack's id of it; empty while nobody knows whether it was sent
 * @param title of the state that it reports
 * @param shown fingerprint of its content
 */
public record Notice(
    String label, String channel, Optional<String> ts, String title, String shown) {
  Notice sent(String newTs) {
    return new Notice(label, channel, Optional.of(newTs), title, shown);
  }

  Notice showing(String newTitle, String mark) {
    return new Notice(label, channel, ts, newTitle, mark);
  }
}
