package pipelinelock.aws.trouble;

/**
 * A request to AWS, for error messages.
 *
 * @param who the identity that made it, in words that permissions can be given to: {@code role
 *     arn:…}
 * @param right the permission that it needs: {@code s3:GetObject}
 * @param done what the request was to achieve: {@code read}, {@code written}
 */
public record Asked(String who, String right, String done) {
  /** For a reading. */
  public Asked(String who, String right) {
    this(who, right, "read");
  }
}
