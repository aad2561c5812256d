package pipelinelock.ladder;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.CorpusCase;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/**
 * Where a deployment that a plan starts can be, as labelled cases show it. Its lock build is {@link
 * #OWN} in each of them.
 */
enum FollowedWorld {
  NOT_STARTED,
  WAITS,
  WAITS_BEHIND_ANOTHER,
  CLAIM_FAILED,
  CLAIM_HANGS,
  RUNS,
  RUN_FAILED,
  RUN_HANGS,
  /** Its run goes on, and somebody gave the lock back under it. */
  RUNS_UNPROTECTED,
  /** It failed, and somebody gave its lock back. */
  FREED_BY_HAND,
  GAVE_BACK,
  /** It gave the lock back, and another build has it by now. */
  PASSED_ON;

  static final long OWN = 5000;

  private static final Diagnosis TORN = CorpusCase.named("unknown-1-lock-not-read").diagnosis();

  private static final Map<FollowedWorld, Diagnosis> SIGHTS =
      Stream.of(values()).collect(Collectors.toMap(Function.identity(), FollowedWorld::sightOf));

  private static Diagnosis sightOf(FollowedWorld world) {
    return switch (world) {
      case NOT_STARTED, GAVE_BACK -> named("free-1-nothing-open");
      case WAITS -> named("acquiring-1-just-started");
      case WAITS_BEHIND_ANOTHER -> named("running-4-next-deployment-waits");
      case CLAIM_FAILED ->
          judged(Altered.of("acquiring-1-just-started").is(Build.Status.FAILED).evidence());
      case CLAIM_HANGS -> named("hung-claim-1-silent-waiter-lock-free");
      case RUNS -> named("running-6-lock-build-after-its-claim");
      case RUN_FAILED -> named("failed-run-1-cf-deploy-red");
      case FREED_BY_HAND -> named("free-8-last-run-failed-then-released");
      case RUN_HANGS -> named("hung-release-1-silent-step");
      case RUNS_UNPROTECTED -> named("running-without-lock-2-released-by-hand");
      case PASSED_ON -> passedOn();
    };
  }

  private static Diagnosis named(String name) {
    return CorpusCase.named(name).diagnosis();
  }

  private static Diagnosis judged(Evidence evidence) {
    return Diagnosis.of(evidence, Optional.empty());
  }

  private static Diagnosis passedOn() {
    var altered = Altered.of("running-6-lock-build-after-its-claim");
    var own = altered.build();
    var next =
        new Build(
            OWN + 1,
            own.ref(),
            own.status(),
            own.startedAt(),
            own.endedAt(),
            own.startedBy(),
            own.run());
    return judged(altered.heldBy(new HolderBuild.Found(next)).evidence());
  }

  /** What a look shows. */
  Diagnosis sight() {
    return Objects.requireNonNull(SIGHTS.get(this));
  }

  /** A look that could not be read to its end. */
  static Diagnosis torn() {
    return TORN;
  }

  /** What may come next by itself, or by somebody else. */
  Set<FollowedWorld> next() {
    return switch (this) {
      case WAITS -> Set.of(WAITS_BEHIND_ANOTHER, CLAIM_FAILED, CLAIM_HANGS, RUNS);
      case WAITS_BEHIND_ANOTHER -> Set.of(WAITS);
      case CLAIM_HANGS -> Set.of(WAITS);
      case RUNS -> Set.of(RUN_FAILED, RUN_HANGS, RUNS_UNPROTECTED, GAVE_BACK);
      case RUN_HANGS -> Set.of(RUNS);
      case GAVE_BACK -> Set.of(PASSED_ON);
      case RUN_FAILED -> Set.of(FREED_BY_HAND);
      case NOT_STARTED, CLAIM_FAILED, RUNS_UNPROTECTED, FREED_BY_HAND, PASSED_ON -> Set.of();
    };
  }

  boolean isStarted() {
    return this != NOT_STARTED;
  }

  boolean hasGivenBack() {
    return this == GAVE_BACK || this == PASSED_ON;
  }

  boolean hangs() {
    return List.of(CLAIM_HANGS, RUN_HANGS).contains(this);
  }
}
