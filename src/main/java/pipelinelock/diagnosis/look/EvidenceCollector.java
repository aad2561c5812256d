package pipelinelock.diagnosis.look;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Gathers all evidence in parallel, at two speeds. A source that is slow, down or sends garbage
 * becomes a fact of its own and neither delays nor breaks the others.
 */
public final class EvidenceCollector {
  /**
   * How long a look waits.
   *
   * @param first how soon a person sees what is known; what has not come by then is still asked
   * @param whole for the whole of the evidence, reads that follow from others included
   * @param each for one read
   * @param fresh how old the rest may be when the slowest answer, that of the agents, is there:
   *     older than that, it is read again
   */
  public record Limits(Duration first, Duration whole, Duration each, Duration fresh) {
    /**
     * 2.0 s for a person. 30 s a read: a Director whose agent is dead needs 16 s for its listing,
     * and a Concourse that takes 2 s for each answer is slow and not absent.
     */
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(40),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    public Limits {
      if (!first.isPositive() || whole.compareTo(first) < 0 || !each.isPositive()) {
        throw new IllegalArgumentException(
            "time limits must be longer than zero and the first no longer than the whole, not %s, %s and %s"
                .formatted(first, whole, each));
      }
      if (fresh.isNegative()) {
        throw new IllegalArgumentException("evidence cannot be fresh for " + fresh);
      }
    }

    /** The same with another limit for the first answer. */
    public Limits first(Duration other) {
      return new Limits(other, whole, each, fresh);
    }
  }

  private final InstantSource clock;
  private final ExecutorService executor;
  private final Limits limits;

  /**
   * @param executor runs one read a thread; meant for {@code newVirtualThreadPerTaskExecutor}: a
   *     bounded pool would let a slow source delay the others
   */
  public EvidenceCollector(InstantSource clock, ExecutorService executor, Limits limits) {
    this.clock = clock;
    this.executor = executor;
    this.limits = limits;
  }

  /**
   * Begins to read everything, and does not wait.
   *
   * @param pendingSince when pending builds were first seen, by build id
   */
  public Looking begin(Sources from, Map<Long, Instant> pendingSince) {
    return new Looking(
        limits,
        new Questions(reads(), from, clock.instant(), pendingSince),
        questions -> questions.again(reads(), clock.instant()));
  }

  private Reads reads() {
    return new Reads(clock, executor, limits);
  }
}
