package pipelinelock.evidence.insight;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.wording.Span;

/** What comes back again and again, and whether a newer Concourse is known to mend it. */
public final class Nudge {
  /**
   * What the fault that 7.13.0 mended looks like: a put that waits for the lock ignores an abort.
   */
  private static final Set<String> OF_THE_KNOWN_FAULT =
      Set.of("HUNG CLAIM", "HUNG RELEASE", "SELF-DEADLOCK");

  private Nudge() {}

  /** A sentence for each cause that came more than once. */
  public static List<String> of(Insights insights) {
    return insights.causes().stream()
        .filter(it -> it.times() > 1)
        .map(it -> sentence(it, insights.period().days()))
        .toList();
  }

  private static String sentence(Insights.Cause it, int days) {
    return "%s in %s: %d times in %d days, %s lost.%s"
        .formatted(
            it.state(),
            it.environment(),
            it.times(),
            days,
            Span.of(it.lost()),
            fix(it).map(" "::concat).orElse(""));
  }

  private static Optional<String> fix(Insights.Cause cause) {
    return cause
        .concourse()
        .filter(_ -> OF_THE_KNOWN_FAULT.contains(cause.state()))
        .filter(it -> new ConcourseVersion(it, false, Optional.empty()).knowsTheHang())
        .map(
            "Concourse %s there is older than 7.13.0, which mends a fault that looks like this."
                ::formatted);
  }
}
