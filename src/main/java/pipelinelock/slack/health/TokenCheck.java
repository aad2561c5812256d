package pipelinelock.slack.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.standing.TokenAnswer;

/**
 * Asks Slack whose the bot token is when the bot starts. A Slack that is ill does not keep the bot
 * from starting: it is asked again until it says.
 */
public final class TokenCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
  private static final int LONGEST = 60;

  private final Supplier<TokenAnswer> slack;
  private final SlackHealth health;
  private final Duration firstRetry;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param firstRetry doubled with each further one, up to sixty times
   */
  public TokenCheck(Supplier<TokenAnswer> slack, SlackHealth health, Duration firstRetry) {
    this.slack = slack;
    this.health = health;
    this.firstRetry = firstRetry;
  }

  /**
   * @throws MisconfiguredSlack when Slack says that the token or the workspace is wrong
   */
  public void start() {
    switch (slack.get()) {
      case TokenAnswer.Given _ -> {}
      case TokenAnswer.Wrong wrong -> throw new MisconfiguredSlack(wrong);
      case TokenAnswer.None(var why, var _) -> {
        unconfirmed(why);
        Thread.ofVirtual().name("slack-token").start(this::again);
      }
    }
  }

  private void unconfirmed(String why) {
    health.begins(
        SlackTrouble.UNCONFIRMED,
        "it has not confirmed the bot token yet: %s; the bot works, and asks again".formatted(why));
  }

  private void again() {
    var pause = firstRetry;
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS) && !isAnswered()) {
        var most = firstRetry.multipliedBy(LONGEST);
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(most) < 0 ? twice : most;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnswered() {
    try {
      return switch (slack.get()) {
        case TokenAnswer.Given _ -> {
          health.ends(SlackTrouble.UNCONFIRMED);
          yield true;
        }
        case TokenAnswer.Wrong wrong -> {
          health.begins(
              SlackTrouble.UNCONFIRMED,
              "%s: %s; %s".formatted(wrong.key(), wrong.what(), wrong.fix()));
          yield true;
        }
        case TokenAnswer.None _ -> false;
      };
    } catch (RuntimeException e) {
      LOG.error("a bug in the check of the bot token; it is tried again", e);
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
