package pipelinelock.aws.trouble;

/**
 * What was asked of AWS.
 *
 * @param who as whom, as words that rights can be given to: {@code role arn:…}
 * @param right that it needs: {@code s3:GetObject}
 * @param done what was to be done: {@code read}, {@code written}
 */
public record Asked(String who, String right, String done) {
  /** For a reading. */
  public Asked(String who, String right) {
    this(who, right, "read");
  }
}
