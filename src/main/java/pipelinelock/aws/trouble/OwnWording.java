package pipelinelock.aws.trouble;

/**
 * Carries the bot's own wording through the SDK as a cause: the SDK recreates exceptions on their
 * way out and keeps only their message and cause.
 */
final class OwnWording extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Trouble trouble;

  OwnWording(Trouble trouble) {
    super(trouble.what(), null, false, false);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
