package pipelinelock.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts over many incidents of one cell, or of all; safe for many threads. */
final class Tally {
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> heads = new TreeMap<>();
  private int kills;

  synchronized void killed() {
    kills++;
  }

  /**
   * @param head type of the newest event on disk at a kill
   */
  synchronized void killedAt(String head) {
    heads.merge(head, 1, Integer::sum);
  }

  synchronized void ended(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  synchronized void recovered(Duration after) {
    recoveries.add(after);
  }

  synchronized void violated(String story, List<String> what) {
    what.forEach(one -> violations.add(story + ": " + one));
  }

  /** Adds what another one counted. */
  synchronized void add(Tally other) {
    synchronized (other) {
      kills += other.kills;
      recoveries.addAll(other.recoveries);
      violations.addAll(other.violations);
      other.outcomes.forEach((outcome, times) -> outcomes.merge(outcome, times, Integer::sum));
      other.heads.forEach((head, times) -> heads.merge(head, times, Integer::sum));
    }
  }

  synchronized int kills() {
    return kills;
  }

  synchronized Map<String, Integer> heads() {
    return Map.copyOf(heads);
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  private long count(String kind) {
    return violations.stream().filter(it -> it.contains(": " + kind)).count();
  }

  /** One line for the log of the build. */
  synchronized String summary() {
    return "%5d kills in %3d incidents (%s), %d doubles, %d losses, %d other violations; %s"
        .formatted(
            kills,
            outcomes.values().stream().mapToInt(Integer::intValue).sum(),
            told(outcomes),
            count(Invariants.DOUBLED),
            count(Invariants.LOST),
            violations.size() - count(Invariants.DOUBLED) - count(Invariants.LOST),
            recovery());
  }

  private String recovery() {
    var sorted = recoveries.stream().sorted().toList();
    return sorted.isEmpty()
        ? "no recovery measured"
        : "kill until the thread is caught up: median %d ms, longest %d ms (%d measured)"
            .formatted(
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.getLast().toMillis(),
                sorted.size());
  }

  static String told(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey())
        .collect(Collectors.joining(", "));
  }
}
