package pipelinelock.rehearsal.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Things due after a while of recorded time; guarded by its owner's monitor. */
public final class Agenda {
  private final WorldTime time;
  private final List<Due> all = new ArrayList<>();

  private record Due(WorldTime.Stopwatch since, Duration after, Runnable what) {
    boolean hasCome() {
      return since.passed(after);
    }
  }

  public Agenda(WorldTime time) {
    this.time = time;
  }

  public void after(Duration recorded, Runnable what) {
    all.add(new Due(time.start(), recorded, what));
  }

  /** Does all whose time has come, in the order in which it was written down. */
  public void advance() {
    var come = all.stream().filter(Due::hasCome).toList();
    all.removeAll(come);
    come.forEach(due -> due.what.run());
  }
}
