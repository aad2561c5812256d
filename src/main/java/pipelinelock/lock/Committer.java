package pipelinelock.lock;

/** Who the bot's own commits are by; pool-resource's are by {@code git <git@localhost>}. */
public record Committer(String name, String address) {
  /** Nobody's address, as pool-resource's own is. */
  public static final Committer BOT = new Committer("pipeline-lock", "pipeline-lock@localhost");
}
