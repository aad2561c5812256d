package pipelinelock.runbook.step;

import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Offered;
import pipelinelock.pipeline.PipelineState;

/**
 * The final check before a build is aborted: that it is the approved one, still open, and still in
 * the state that calls for it. What could not be read forbids the abort.
 */
final class AbortGuard {
  private AbortGuard() {}

  /**
   * @param approvedState the verdict's name that people decided on
   */
  static GuardAnswer judge(Diagnosis now, Step.AbortBuild step, String approvedState) {
    return switch (now.evidence().pipeline()) {
      case Fact.NotRead<PipelineState> missing ->
          new GuardAnswer.NotNow(
              "what could not be read counts as a running deployment: " + missing.reason());
      case Fact.Known<PipelineState> known ->
          notOpen(known.observed(), step).orElseGet(() -> asksForIt(now, step, approvedState));
    };
  }

  private static Optional<GuardAnswer> notOpen(PipelineState pipeline, Step.AbortBuild step) {
    boolean open =
        pipeline.builds().stream()
            .anyMatch(
                build ->
                    build.id() == step.buildId()
                        && build.ref().shortForm().equals(step.build())
                        && build.isOpen());
    return open
        ? Optional.empty()
        : Optional.of(new GuardAnswer.Never(step.build() + " is not open any more"));
  }

  private static GuardAnswer asksForIt(Diagnosis now, Step.AbortBuild step, String approvedState) {
    if (now.verdict() instanceof Verdict.Unknown) {
      return new GuardAnswer.NotNow(now.headline());
    }
    boolean offered =
        Offered.of(CureKind.ABORT, now)
            .filter(
                cure -> cure instanceof Cure.Abort abort && abort.build().id() == step.buildId())
            .isPresent();
    boolean same = now.verdict().title().equals(approvedState);
    if (same && !now.confirmed()) {
      return new GuardAnswer.NotNow(now.headline());
    }
    return same && offered
        ? new GuardAnswer.Clear()
        : new GuardAnswer.Never("what is there now does not ask for it: " + now.headline());
  }
}
