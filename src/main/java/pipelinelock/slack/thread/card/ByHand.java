package pipelinelock.slack.thread.card;

/**
 * What people have to type to go on without the bot.
 *
 * @param deployment the BOSH deployment
 * @param pipeline the Concourse pipeline
 */
public record ByHand(String deployment, String pipeline) {
  /** Where the environment is not configured any more. */
  public static final ByHand UNKNOWN = new ByHand("DEPLOYMENT", "PIPELINE");
}
