package pipelinelock.rehearsal.concourse;

import java.time.Duration;
import java.time.Instant;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * The process of a put that claims the lock. It lives in its container on the worker, whatever
 * happens to its build or to the web node: a real one took the lock minutes after its build had
 * ended. Guarded by the Concourse's monitor.
 */
final class ClaimProcess {
  /** The default of pool-resource's {@code retry_delay}. */
  static final Duration POLL = Duration.ofSeconds(10);

  private final ConcourseBuild build;
  private final Instant since;
  private final WorldTime time;
  private WorldTime.Stopwatch sincePoll;
  private final boolean frozen;
  private boolean heard = true;
  private boolean over;

  private ClaimProcess(ConcourseBuild build, Instant since, WorldTime time, boolean frozen) {
    this.build = build;
    this.since = since;
    this.time = time;
    this.frozen = frozen;
    sincePoll = time.start();
  }

  /** It looks for the lock every ten seconds, and takes it when it is free. */
  static ClaimProcess waiting(ConcourseBuild build, Instant since, WorldTime time) {
    return new ClaimProcess(build, since, time, false);
  }

  /** It hangs: it neither looks nor prints. */
  static ClaimProcess frozen(ConcourseBuild build, Instant since, WorldTime time) {
    return new ClaimProcess(build, since, time, true);
  }

  ConcourseBuild build() {
    return build;
  }

  /** When its container was made. */
  Instant since() {
    return since;
  }

  boolean isOver() {
    return over;
  }

  /** Whether a web node receives what it prints: the one that started it does, a later one not. */
  boolean isHeard() {
    return heard;
  }

  void isHeardNoMore() {
    heard = false;
  }

  void ends() {
    over = true;
  }

  /** Whether it looks for the lock now. */
  boolean polls() {
    if (over || frozen || !sincePoll.passed(POLL)) {
      return false;
    }
    sincePoll = time.start();
    return true;
  }
}
