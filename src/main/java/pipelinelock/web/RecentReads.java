package pipelinelock.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import pipelinelock.incident.ledger.RequestLedger;

/**
 * The signatures of requests that change nothing, in the memory of this process: they are answered
 * once without waiting for a disk. A request goes to the durable ledger all the same where an
 * earlier process may have answered it, and where memory is full. Another node might answer one of
 * them again: to a question, with nothing changed.
 */
final class RecentReads {
  /** A signature may come from five minutes ahead, and is fresh for five minutes after its time. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** About 100 bytes each, in two generations. */
  private static final int MOST = 100_000;

  private final RequestLedger durable;
  private final Instant started;
  private final int most;
  private Set<Mark> newer = new HashSet<>();
  private Set<Mark> older = Set.of();
  private Instant turned;

  /** Then the ledger may know of one that is not here, until its signature is stale. */
  private boolean overflowed;

  private boolean overflowedBefore;

  /** The first half of a signature: nobody can choose it. */
  private record Mark(long high, long low) {
    static Mark of(String signature) {
      int at = signature.indexOf('=') + 1;
      return new Mark(
          Long.parseUnsignedLong(signature, at, at + 16, 16),
          Long.parseUnsignedLong(signature, at + 16, at + 32, 16));
    }
  }

  RecentReads(RequestLedger durable, Instant started) {
    this(durable, started, MOST);
  }

  RecentReads(RequestLedger durable, Instant started, int most) {
    this.durable = durable;
    this.started = started;
    this.turned = started;
    this.most = most;
  }

  /**
   * Whether it was never seen before; from now on it was. Safe from several threads at once.
   *
   * @param signature verified before
   */
  boolean isNew(RequestSignature signature, Instant now) {
    if (!signature.time().isAfter(started)) {
      return durable.isNew(signature.signature(), now);
    }
    var mark = Mark.of(signature.signature());
    synchronized (this) {
      turn(now);
      if (older.contains(mark) || newer.contains(mark)) {
        return false;
      }
      overflowed |= newer.size() == most;
      boolean isKept = newer.size() < most && newer.add(mark);
      if (isKept && !overflowed && !overflowedBefore) {
        return true;
      }
    }
    return durable.isNew(signature.signature(), now);
  }

  private void turn(Instant now) {
    if (now.isAfter(turned.plus(FRESH))) {
      older = newer;
      newer = new HashSet<>();
      overflowedBefore = overflowed;
      overflowed = false;
      turned = now;
    }
  }
}
