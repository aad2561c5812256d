package pipelinelock.aws.trouble;

/**
 * Carries the bot's own words through the SDK, as a cause: the SDK makes its exceptions anew on
 * their way out, and keeps only message and cause of them.
 */
final class Told extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Trouble trouble;

  Told(Trouble trouble) {
    super(trouble.what(), null, false, false);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
