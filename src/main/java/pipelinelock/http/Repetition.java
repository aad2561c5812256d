package pipelinelock.http;

import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** When and how often a GET is retried. */
final class Repetition {
  // A gateway's word that the remote itself has not spoken. A 500 is its own word.
  private static final Set<Integer> PASSING = Set.of(502, 503, 504);
  static final Set<Kind> NO_ANSWER = Set.of(Kind.UNREACHABLE, Kind.UNTRUSTED);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Repetition() {}

  static RetryPolicy<Reply> within(Duration limit) {
    Duration tenth = limit.dividedBy(10).plusNanos(1);
    Duration pause = PAUSE.compareTo(tenth) < 0 ? PAUSE : tenth;
    return RetryPolicy.<Reply>builder()
        .handleResultIf(reply -> reply != null && PASSING.contains(reply.status()))
        .handleIf(failure -> failure instanceof RemoteFailure it && NO_ANSWER.contains(it.kind()))
        .withMaxRetries(2)
        .withBackoff(pause, pause.multipliedBy(4))
        .withJitter(0.25)
        .withMaxDuration(limit)
        .build();
  }
}
