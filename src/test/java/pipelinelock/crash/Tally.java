package pipelinelock.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts over many incidents; safe for many threads. */
final class Tally {
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private int kills;
  private int incidents;

  synchronized int killed() {
    return ++kills;
  }

  synchronized int kills() {
    return kills;
  }

  synchronized void incidentEnded() {
    incidents++;
  }

  synchronized void recovered(Duration after) {
    recoveries.add(after);
  }

  synchronized void violated(String story, List<String> what) {
    what.forEach(one -> violations.add(story + ": " + one));
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  private long count(String kind) {
    return violations.stream().filter(it -> it.contains(": " + kind)).count();
  }

  /** One line for the log of the build. */
  synchronized String summary() {
    var sorted = recoveries.stream().sorted().toList();
    return "crash matrix: %d kills in %d incidents, %d doubles, %d losses, %d other violations; %s"
        .formatted(
            kills,
            incidents,
            count(Invariants.DOUBLED),
            count(Invariants.LOST),
            violations.size() - count(Invariants.DOUBLED) - count(Invariants.LOST),
            sorted.isEmpty()
                ? "no recovery measured"
                : "restart until the thread is caught up: median %d ms, longest %d ms (%d measured)"
                    .formatted(
                        sorted.get(sorted.size() / 2).toMillis(),
                        sorted.getLast().toMillis(),
                        sorted.size()));
  }
}
