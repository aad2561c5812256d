package pipelinelock.aws.trouble;

/** What kind of trouble it is, for whoever can say more about it than its own words do. */
public sealed interface Cause {
  /**
   * The identity that asked lacks a permission.
   *
   * @param detail what AWS says of it, to follow a sentence at once: {@code (AccessDenied): …};
   *     with a blank before it, or empty
   */
  record Denied(String detail) implements Cause {}

  /** Something answered, and the bot cannot read it. */
  record Unreadable() implements Cause {}

  /**
   * Nothing was asked, since the bot has no credentials.
   *
   * @param why a sentence of its own
   */
  record NoIdentity(String why) implements Cause {}

  /** Anything else: the words of the trouble say all there is. */
  record Other() implements Cause {}
}
