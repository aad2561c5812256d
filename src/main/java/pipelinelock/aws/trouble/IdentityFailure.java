package pipelinelock.aws.trouble;

import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The bot has no AWS credentials for a call: their source failed, or the role could not be assumed.
 * Thrown inside the SDK, so that it reaches the caller that needed them.
 */
public final class IdentityFailure extends SdkClientException {
  private static final long serialVersionUID = 1L;

  private final transient AwsTrouble trouble;

  /**
   * @param trouble whose words are a sentence of its own, and hold no secret
   */
  public IdentityFailure(AwsTrouble trouble) {
    super(
        SdkClientException.builder()
            .message(trouble.what())
            .cause(
                new OwnWording(
                    new AwsTrouble(
                        trouble.kind(),
                        new Cause.NoIdentity(trouble.what()),
                        "cannot be asked for: " + trouble.what(),
                        trouble.fix()))));
    this.trouble = trouble;
  }

  public AwsTrouble trouble() {
    return trouble;
  }
}
