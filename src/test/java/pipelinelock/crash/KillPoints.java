package pipelinelock.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import pipelinelock.rehearsal.SeenRequest;

/** Kills once at each of some named points, in whatever order the bot comes to them. */
final class KillPoints implements Killer {
  private final List<KillPoint> left;
  private Victim victim = _ -> false;

  /** What becomes of the request at which the bot dies. */
  enum When {
    /** It died before the request left, or the request was lost with it. */
    LOST,
    /** The request arrives after its death, and is acted on. */
    TAKEN,
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
  public synchronized boolean arrives(SeenRequest request) {
    return fires(point -> point.when() != When.ANSWERED && point.at().test(request)) != When.LOST;
  }

  @Override
  public synchronized void answered(SeenRequest request) {
    fires(point -> point.when() == When.ANSWERED && point.at().test(request));
  }

  private When fires(Predicate<KillPoint> here) {
    for (var point : left) {
      if (here.test(point) && victim.kill(point.name())) {
        left.remove(point);
        return point.when();
      }
    }
    return When.ANSWERED;
  }
}
