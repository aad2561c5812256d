package pipelinelock.world.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen, in the order of its time; at the same second in the order of its planning. */
final class Agenda {
  private record Entry(long at, long order, Runnable what) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long now;
  private long planned;

  Agenda(long start) {
    this.now = start;
  }

  /** Unix seconds of the world's own, true time. */
  long now() {
    return now;
  }

  void at(long time, Runnable what) {
    entries.add(new Entry(Math.max(now, time), planned++, what));
  }

  void in(long seconds, Runnable what) {
    at(now + seconds, what);
  }

  /** Lets everything happen up to this time. */
  void runTo(long time) {
    for (var next = entries.peek(); next != null && next.at() <= time; next = entries.peek()) {
      entries.remove();
      now = next.at();
      next.what().run();
    }
    now = Math.max(now, time);
  }
}
