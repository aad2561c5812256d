package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.Missing;

/** Finds what may be done about a verdict, from the lightest to the heaviest. */
final class Cures {
  private final Evidence evidence;
  private final ReleaseCures releases;
  private final RecreateCures recreates;

  Cures(Evidence evidence) {
    this.evidence = evidence;
    releases = new ReleaseCures(evidence);
    recreates = new RecreateCures(evidence);
  }

  /** For a verdict that is sure. */
  List<Cure> of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free v -> free(v);
      case Verdict.Acquiring v -> List.of(acquiring(v));
      case Verdict.Running _ -> List.of(Cure.Wait.of("for it to end"));
      case Verdict.RunningWithoutLock _ ->
          List.of(Cure.Wait.of("for it to end, and do not start a second deployment"));
      case Verdict.FailedRun v -> releases.reruns(v.failed(), v.claim());
      case Verdict.Paused v -> paused(v);
      case Verdict.Orphaned v -> releases.orphaned(v);
      case Verdict.HungClaim v -> recreates.hung(v.build());
      case Verdict.HungRelease v -> recreates.hung(v.build());
      case Verdict.SelfDeadlock v -> recreates.selfDeadlock(v);
      case Verdict.WorkerStalled v -> recreates.workerStalled(v);
      case Verdict.WebStuck v -> recreates.webStuck(v);
      case Verdict.ReleaseFailed v -> releases.releaseFailed(v);
      case Verdict.RunStalled _ ->
          List.of(
              Cure.Wait.of(
                  "and look at the scheduler: trigger, pinned versions, Concourse's own log"));
      case Verdict.ClaimLoopsThoughFree v -> HandCommands.claimLoops(evidence, v);
      case Verdict.StuckPending v -> recreates.stuckPending(v);
      case Verdict.BrokenPool v ->
          List.of(
              v.open().isEmpty()
                  ? HandCommands.brokenPool(evidence)
                  : HandCommands.brokenPoolLater(v.open()));
      case Verdict.LockingOff v ->
          v.open().isEmpty() ? List.of() : List.of(Cure.Wait.of("for the open builds"));
      case Verdict.Unknown v -> unknown(v);
    };
  }

  /** For a hung verdict of which there was only one look: nothing that kills anything. */
  List<Cure> unconfirmed(Verdict verdict, Instant lookAgain) {
    return Stream.concat(
            Stream.of(Cure.Wait.of("for the second look", lookAgain)),
            of(verdict).stream()
                .filter(cure -> !(cure instanceof Cure.Recreate) && cure.destroys().isEmpty()))
        .toList();
  }

  private List<Cure> paused(Verdict.Paused v) {
    var cures = new ArrayList<Cure>();
    cures.add(new Cure.Unpause(v.job()));
    cures.addAll(releases.rerun(v.failed()));
    return cures;
  }

  private List<Cure> unknown(Verdict.Unknown v) {
    if (v.unready()) {
      return List.of(
          Cure.Wait.of(
              "until what keeps its values away is mended; the bot tries again by itself"));
    }
    var refused = Missing.refused(evidence);
    return refused.isEmpty()
        ? List.of(
            Cure.Wait.of(
                new PeopleToAsk(evidence)
                    .unknown(v)
                    .orElse(
                        "a moment, then look again. If it stays so: `check-config --env %s`"
                            .formatted(evidence.environment().name()))))
        : List.of(HandCommands.account(refused));
  }

  /** Nothing that is open hangs; names what blocks the next deployment. */
  private List<Cure> free(Verdict.Free v) {
    return v.catches().stream().map(this::cure).flatMap(Optional::stream).toList();
  }

  private Optional<Cure> cure(Verdict.Catch found) {
    return switch (found) {
      case Verdict.Catch.NothingStarts(var job, var _, var archived) ->
          archived ? Optional.empty() : Optional.of(new Cure.Unpause(job));
      case Verdict.Catch.DeadClaim(var build, var _) ->
          Optional.of(
              Cure.Wait.of(
                  "a minute before the next deployment, and look again: if %s has taken the lock by then, it can be given back"
                      .formatted(BuildNames.build(build))));
      case Verdict.Catch.MayStillLand _ -> Optional.empty();
    };
  }

  private Cure acquiring(Verdict.Acquiring v) {
    if (!v.behind().isEmpty()) {
      return Cure.Wait.of("for " + BuildNames.builds(v.behind()));
    }
    Instant late = v.since().plus(evidence.environment().thresholds().claim());
    return late.isAfter(evidence.at())
        ? Cure.Wait.of("for the claim", late)
        : Cure.Wait.of("for the claim");
  }
}
