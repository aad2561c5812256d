package pipelinelock.rehearsal.bosh.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything that a task will write once it has its lock, and how it ends.
 *
 * @param begin the time of its first event
 * @param speed how much faster than recorded its time passes
 * @param result of a task that succeeds
 * @param end absent for a task that succeeds
 */
public record Score(Instant begin, double speed, List<Cue> cues, String result, Optional<End> end) {
  /** A task that breaks off. */
  public record End(Duration after, Break how) {}

  public Score {
    cues = List.copyOf(cues);
  }

  /** It breaks off some time after it has come to this step; it does not where it never does. */
  public Score breakingAt(String step, Duration later, Break how) {
    return breakingAt(cue -> cue.step().equals(step), later, how);
  }

  /** The same, at the first event that is meant. */
  public Score breakingAt(Predicate<Cue> meant, Duration later, Break how) {
    for (int i = 0; i < cues.size(); i++) {
      if (meant.test(cues.get(i))) {
        var end = new End(cues.get(i).after().plus(later), how);
        return new Score(begin, speed, cues.subList(0, i + 1), result, Optional.of(end));
      }
    }
    return this;
  }

  /** The same happening at another time, and faster. */
  public Score at(Instant now, double faster) {
    var moved = new Score(now, faster, List.of(), result, end);
    return new Score(
        now,
        faster,
        cues.stream().map(cue -> cue.at(moved.time(cue.after()))).toList(),
        result,
        end);
  }

  /** The time that an event has at that point, in unix seconds. */
  public long time(Duration after) {
    return begin.plusNanos((long) (after.toNanos() / speed)).getEpochSecond();
  }
}
