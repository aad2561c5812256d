package pipelinelock.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a task is going to write once it has its lock, and how it ends.
 *
 * @param begin the time of its first event, as recorded
 * @param result of a task that ends well
 * @param end absent for a task that ends well
 */
record Score(Instant begin, List<Cue> cues, String result, Optional<End> end) {
  /** A task that breaks off. */
  record End(Duration after, Break how) {}

  Score {
    cues = List.copyOf(cues);
  }

  /** It breaks off some time after it has come to this step; it does not where it never does. */
  Score breakingAt(String step, Duration later, Break how) {
    for (int i = 0; i < cues.size(); i++) {
      if (cues.get(i).step().equals(step)) {
        var end = new End(cues.get(i).after().plus(later), how);
        return new Score(begin, cues.subList(0, i + 1), result, Optional.of(end));
      }
    }
    return this;
  }

  /** The time that an event has at that point, in unix seconds. */
  long time(Duration after) {
    return begin.plus(after).getEpochSecond();
  }
}
