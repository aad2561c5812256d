package pipelinelock;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import pipelinelock.rehearsal.slack.SlackFault;

/**
 * A Slack on a bad day: of a hundred calls some are refused, some break, some are cut, and of many
 * more the answer is lost after they acted. The same seed gives the same day.
 */
public final class Weather implements Supplier<Optional<SlackFault>> {
  private final Random random;
  private final int lost;

  /**
   * @param lost of a hundred calls, how many act and lose their answer
   */
  public Weather(long seed, int lost) {
    this.random = new Random(seed);
    this.lost = lost;
  }

  @Override
  public synchronized Optional<SlackFault> get() {
    int chance = random.nextInt(100);
    if (chance < lost) {
      return Optional.of(new SlackFault.AnswerLost());
    }
    return switch (chance - lost) {
      case 0, 1 -> Optional.of(new SlackFault.RateLimited(Duration.ofSeconds(random.nextInt(2))));
      case 2, 3, 4 -> Optional.of(new SlackFault.Status(500 + random.nextInt(4)));
      case 5, 6, 7 -> Optional.of(new SlackFault.Cut());
      case 8 -> Optional.of(new SlackFault.Refused("internal_error"));
      default -> Optional.empty();
    };
  }
}
