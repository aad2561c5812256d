package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import pipelinelock.world.sim.Trial.Outcome;

/** Many worlds, one after the other on each of the machine's processors. */
final class Campaign {
  private static final int PORTION = 25;

  private final Sabotage sabotage;

  Campaign(Sabotage sabotage) {
    this.sabotage = sabotage;
  }

  /** The worlds of {@code count} seeds from the first on, in their order. */
  Tally run(long first, int count) {
    var tally = new Tally();
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var portions = new ArrayList<Callable<List<Outcome>>>();
      for (long from = first; from < first + count; from += PORTION) {
        long start = from;
        long end = Math.min(from + PORTION, first + count);
        portions.add(
            () -> LongStream.range(start, end).mapToObj(s -> Trial.of(s, sabotage)).toList());
      }
      for (Future<List<Outcome>> outcomes : threads.invokeAll(portions)) {
        outcomes.get().forEach(tally::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world could not be told to its end", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worlds were not waited for", e);
    }
    return tally;
  }

  /** The first world in which it goes wrong in this way; after so many it is given up. */
  Optional<Outcome> search(long first, int count, Predicate<Outcome> wrong) {
    return LongStream.range(first, first + count)
        .mapToObj(seed -> Trial.of(seed, sabotage))
        .filter(wrong)
        .findFirst();
  }
}
