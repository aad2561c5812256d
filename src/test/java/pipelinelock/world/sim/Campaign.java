package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import pipelinelock.world.sim.Trial.Outcome;

/** Many worlds, one after the other on each of the machine's processors. */
final class Campaign {
  private static final int PORTION = 25;

  private final Sabotage sabotage;
  private final Twist twist;
  private final Limbs limbs;

  Campaign(Sabotage sabotage) {
    this(sabotage, Twist.NONE);
  }

  Campaign(Sabotage sabotage, Twist twist) {
    this(sabotage, twist, Limbs.SOUND);
  }

  /** Ladders are climbed like this. */
  Campaign(Limbs limbs) {
    this(Sabotage.NONE, limbs.twist, limbs);
  }

  private Campaign(Sabotage sabotage, Twist twist, Limbs limbs) {
    this.sabotage = sabotage;
    this.twist = twist;
    this.limbs = limbs;
  }

  /**
   * The worlds of {@code count} seeds from the first on, in their order; few are kept at a time.
   */
  Tally run(long first, int count) {
    var tally = new Tally();
    int processors = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(processors)) {
      long end = first + count;
      for (long from = first; from < end; from += (long) PORTION * processors) {
        for (var outcomes : threads.invokeAll(portions(from, end, processors))) {
          outcomes.get().forEach(tally::add);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world could not be told to its end", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worlds were not waited for", e);
    }
    return tally;
  }

  /** The next ones, one for each processor where there are so many. */
  private List<Callable<List<Outcome>>> portions(long from, long end, int most) {
    return LongStream.iterate(from, start -> start < end, start -> start + PORTION)
        .limit(most)
        .<Callable<List<Outcome>>>mapToObj(
            start ->
                () ->
                    LongStream.range(start, Math.min(start + PORTION, end))
                        .mapToObj(seed -> Trial.of(seed, sabotage, twist, limbs))
                        .toList())
        .toList();
  }

  /** The first world in which it goes wrong in this way; after so many it is given up. */
  Optional<Outcome> search(long first, int count, Predicate<Outcome> wrong) {
    return LongStream.range(first, first + count)
        .mapToObj(seed -> Trial.of(seed, sabotage, twist, limbs))
        .filter(wrong)
        .findFirst();
  }
}
