package pipelinelock.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import pipelinelock.rehearsal.http.SeenRequest;

/** Kills once at each of some named points, in whatever order the bot comes to them. */
final class KillPoints implements Killer {
  private final List<KillPoint> left;
  private final Semaphore looked = new Semaphore(0);
  private Victim victim = _ -> false;

  /** What becomes of the request at which the bot dies. */
  enum When {
    /** It died before the request left, or the request was lost with it. */
    LOST,
    /** The request arrives after its death, and is acted on. */
    TAKEN,
    /** The same, but only when the next process has already looked for a task of it. */
    LATE,
    /** It died at the moment the answer came. */
    ANSWERED
  }

  record KillPoint(String name, When when, Predicate<SeenRequest> at) {}

  KillPoints(List<KillPoint> points) {
    left = new ArrayList<>(points);
  }

  /** Those it never came to. */
  synchronized List<String> left() {
    return left.stream().map(KillPoint::name).toList();
  }

  @Override
  public synchronized void started(Victim next) {
    victim = next;
  }

  @Override
  public boolean arrives(SeenRequest request) {
    return switch (fires(point -> point.when() != When.ANSWERED && point.at().test(request))) {
      case LOST -> false;
      case LATE -> isTakenLate();
      case TAKEN, ANSWERED -> true;
    };
  }

  private boolean isTakenLate() {
    try {
      looked.acquire();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void answered(SeenRequest request) {
    if (request.target().contains("context_id=")) {
      looked.release();
    }
    fires(point -> point.when() == When.ANSWERED && point.at().test(request));
  }

  private synchronized When fires(Predicate<KillPoint> here) {
    for (var point : left) {
      if (here.test(point) && victim.kill(point.name())) {
        left.remove(point);
        looked.drainPermits();
        return point.when();
      }
    }
    return When.ANSWERED;
  }
}
