package pipelinelock.evidence;

import java.time.Duration;
import java.util.List;

/**
 * How long comparable things took.
 *
 * @param all at least one; sorted
 */
public record TimesTaken(List<Duration> all) {
  public TimesTaken {
    all = all.stream().sorted().toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("nothing was timed");
    }
  }

  public int runs() {
    return all.size();
  }

  /** So long that half of all were faster; between the two in the middle of an even number. */
  public Duration median() {
    int middle = all.size() / 2;
    return all.size() % 2 == 1
        ? all.get(middle)
        : all.get(middle - 1).plus(all.get(middle)).dividedBy(2);
  }

  /** So long that nine of ten took no longer: by the nearest rank, so with few runs the longest. */
  public Duration nineOfTen() {
    return all.get((all.size() * 9 + 9) / 10 - 1);
  }

  public Duration shortest() {
    return all.getFirst();
  }

  public Duration longest() {
    return all.getLast();
  }
}
