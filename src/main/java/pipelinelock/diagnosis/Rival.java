package pipelinelock.diagnosis;

import java.util.List;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.wording.Span;

/** What else could explain the evidence, and how to find out. */
final class Rival {
  private Rival() {}

  static String of(Verdict verdict, Evidence evidence) {
    return switch (verdict) {
      case Verdict.Free _ ->
          "It could be a deployment that never claimed; then you would see open builds of its"
              + " jobs.";
      case Verdict.Acquiring _ ->
          "It could be a hung claim; then you would see a free lock that it does not take, and no event for %s."
              .formatted(Span.of(evidence.environment().thresholds().silence()));
      case Verdict.Running v when isPending(v.builds()) ->
          "It could be a run that never goes on; then you would see a build that stays pending.";
      case Verdict.Running v ->
          v.builds().isEmpty()
              ? "It could be a hang while BOSH happens to be working; you will know when its task has ended."
              : "It could be a build that hangs; then you would see no new line in its log; only a"
                  + " person can judge that.";
      case Verdict.RunningWithoutLock _ ->
          "It could be a job that somebody started by hand; then you would see a build with a"
              + " starter's name.";
      case Verdict.FailedRun _ ->
          "It could be that somebody is about to rerun the job; then you would see a new build of"
              + " it.";
      case Verdict.Paused _ ->
          "It could be paused on purpose for maintenance, which whoever paused it knows.";
      case Verdict.Orphaned v ->
          v.holder().isPresent() || v.claim().claimingBuild().isPresent()
              ? "It could be a run that goes on under another number; then you would see open"
                  + " builds of its jobs."
              : "It could be a person who holds the lock on purpose, which the commit's author"
                  + " knows.";
      case Verdict.HungClaim _ when hidesDots(evidence) ->
          "It could be a claim that looks in the wrong repository, branch or pool: Concourse hides its dots (redact_secrets), so that does not show in its log.";
      case Verdict.HungClaim _ ->
          "It could be a slow image pull or clone; then new lines would appear within minutes.";
      case Verdict.HungRelease _ ->
          "It could be a slow image pull; then new lines would appear within minutes.";
      case Verdict.SelfDeadlock _ ->
          "It could be a claim that landed this moment; then you would see no more dots.";
      case Verdict.WorkerStalled _ ->
          "It could be a worker that is being replaced; then you would see a BOSH task running.";
      case Verdict.WebStuck v ->
          v.pending().isEmpty()
              ? "It could be a web VM that is being recreated; then you would see a BOSH task at"
                  + " work."
              : "It could be a scheduler that is slow; then you would see a build that starts.";
      case Verdict.ReleaseFailed _ ->
          "It could be a claim by a newer run; then you would see a newer build in the commit.";
      case Verdict.RunStalled _ ->
          "It could be a version that somebody disabled or pinned; the trigger resource shows"
              + " that.";
      case Verdict.ClaimLoopsThoughFree _ ->
          "It could be a push that others keep overtaking; then you would see new commits in the"
              + " pool.";
      case Verdict.StuckPending _ ->
          "It could be a check that is only slow; then you would see a build that starts.";
      case Verdict.BrokenPool _ ->
          "It could be the wrong repository, branch or pool in the configuration; then you would"
              + " see other commits than the pipeline's.";
      case Verdict.LockingOff _ ->
          "It could be switched on in the pipeline but not here; then you would see claims in the"
              + " pool repository.";
      case Verdict.Unknown v when v.unready() ->
          "The lock may be in any state; that shows when the environment is ready.";
      case Verdict.Unknown v ->
          v.looksLike()
              .map(like -> "It could be " + like + "; that shows when all can be read.")
              .orElse("");
    };
  }

  private static boolean hidesDots(Evidence evidence) {
    return evidence.concourse().value().map(ConcourseVersion::redactsSecrets).orElse(false);
  }

  private static boolean isPending(List<Build> builds) {
    return !builds.isEmpty()
        && builds.stream().allMatch(build -> build.status() == Build.Status.PENDING);
  }
}
