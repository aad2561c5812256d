package pipelinelock.slack.channel;

import java.util.Optional;

/**
 * Slack's confirmation of a message.
 *
 * @param channel where it is: a message to a person is in a conversation with an id of its own;
 *     empty if Slack did not repeat it
 * @param ts its id in the channel
 * @param thread the first message of the thread that it is in; empty for a message in the channel
 *     itself, or if Slack did not repeat it
 * @param shown digest of its content in Slack's own words; empty if Slack did not repeat it
 */
public record PostReceipt(
    Optional<String> channel, String ts, Optional<String> thread, Optional<String> shown) {
  /**
   * Whether it is where it was meant to be. Slack posts a reply to a message that is gone into the
   * channel itself, without an error.
   *
   * @param root the message that it is to be a reply to; empty for one in the channel itself
   */
  public boolean isIn(Optional<String> root) {
    return shown.isEmpty() || thread.equals(root);
  }
}
