package pipelinelock.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** The bots of one story: dead ones are replaced when it is time. */
final class Bots {
  private final int count;
  private final Supplier<BotProcess> starts;
  private final Random random;
  private final List<BotProcess> living = new ArrayList<>();

  Bots(int count, long seed, Supplier<BotProcess> starts) {
    this.count = count;
    this.random = new Random(seed);
    this.starts = starts;
  }

  /** Starts as many as are missing. */
  synchronized void complete() {
    living.removeIf(bot -> !bot.isAlive());
    while (living.size() < count) {
      living.add(starts.get());
    }
  }

  synchronized boolean areComplete() {
    return living.stream().filter(BotProcess::isAlive).count() == count;
  }

  synchronized boolean areReady() {
    return areComplete() && living.stream().allMatch(BotProcess::isReady);
  }

  /** One that listens. */
  synchronized Optional<BotProcess> anyReady() {
    return living.stream().filter(bot -> bot.isAlive() && bot.isReady()).findFirst();
  }

  /**
   * Kills the one that drives, else any.
   *
   * @return false when all are dead
   */
  synchronized boolean kill(OptionalLong driver) {
    var alive = living.stream().filter(BotProcess::isAlive).toList();
    if (alive.isEmpty()) {
      return false;
    }
    alive.stream()
        .filter(bot -> driver.isPresent() && bot.pid() == driver.getAsLong())
        .findFirst()
        .orElseGet(() -> alive.get(random.nextInt(alive.size())))
        .kill();
    return true;
  }

  synchronized void killAll() {
    living.stream().filter(BotProcess::isAlive).forEach(BotProcess::kill);
  }
}
