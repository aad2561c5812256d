package pipelinelock.slack.health;

/** What can be wrong between Slack and the bot, besides a connection that is not open. */
public enum SlackTrouble {
  /** Slack has not said yet whose token it is. */
  UNCONFIRMED,
  /** Slack takes the bot token no more. */
  TOKEN,
  /** The app was removed from the workspace. */
  UNINSTALLED,
  /** Slack sent fewer events than there were. */
  EVENTS_LOST,
  /** The threads of some incidents cannot be written. */
  UNWRITTEN,
  /** Another company reads a channel of the bot. */
  SHARED
}
