package pipelinelock.world.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Chance, by a seed: the same seed throws the same. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** Dice of their own, so that what is thrown with them changes nothing elsewhere. */
  Dice apart() {
    return new Dice(random.split());
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Both ends included. */
  long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  <T> T pick(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
