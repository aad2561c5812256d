package pipelinelock.web;

/**
 * Notifies a person that their click was turned away, where Slack would only show a warning sign.
 */
@FunctionalInterface
public interface RejectionNotice {
  /**
   * Notifies the person alone, soon and after this call.
   *
   * @param payload Slack's JSON of an interaction, of this app and this workspace
   * @return false if the person cannot be notified: it was no button in a message, or too much is
   *     going on
   */
  boolean isTold(String payload, String sentence);
}
