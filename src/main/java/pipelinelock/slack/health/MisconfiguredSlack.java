package pipelinelock.slack.health;

import java.io.Serial;
import pipelinelock.slack.standing.TokenAnswer;

/** Slack says that the settings are wrong: trying again would not help. */
public final class MisconfiguredSlack extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient TokenAnswer.Wrong wrong;

  MisconfiguredSlack(TokenAnswer.Wrong wrong) {
    super("%s: %s; %s".formatted(wrong.key(), wrong.what(), wrong.fix()));
    this.wrong = wrong;
  }

  /** Which setting, and what to do about it. */
  public TokenAnswer.Wrong wrong() {
    return wrong;
  }
}
