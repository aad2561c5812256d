package pipelinelock.aws.trouble;

/**
 * Carries the bot's own wording through the SDK as a cause: the SDK recreates exceptions on their
 * way out and keeps only their message and cause.
 */
final class OwnWording extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AwsTrouble trouble;

  OwnWording(AwsTrouble trouble) {
    super(trouble.what(), null, false, false);
    this.trouble = trouble;
  }

  AwsTrouble trouble() {
    return trouble;
  }
}
