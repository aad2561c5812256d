package pipelinelock.slack.thread.card;

/**
 * What people have to type where they do without the bot.
 *
 * @param deployment of BOSH
 * @param pipeline of Concourse
 */
public record ByHand(String deployment, String pipeline) {
  /** Where the environment is not configured any more. */
  public static final ByHand UNKNOWN = new ByHand("DEPLOYMENT", "PIPELINE");
}
