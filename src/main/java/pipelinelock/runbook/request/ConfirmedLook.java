package pipelinelock.runbook.request;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.blind.BlindPlan;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.wording.Span;

/** The look before a request: a second one if a hung verdict has been seen only once. */
record ConfirmedLook(Lookout lookout) {
  /**
   * Takes as long as two looks where it has to.
   *
   * @param tell receives the reason why it takes longer, a sentence for the person who asked
   */
  Diagnosis at(Platform platform, CureKind kind, Consumer<String> tell) {
    var name = platform.environment().name();
    var first = lookout.look(name);
    if (kind == CureKind.BLIND) {
      return stillBlind(first, platform, tell);
    }
    boolean isForHung = kind == CureKind.RECREATE || kind == CureKind.ABORT;
    if (!isForHung || first.lookAgainAt().isEmpty()) {
      return first;
    }
    var wait = Duration.between(first.evidence().at(), first.lookAgainAt().get());
    tell.accept(
        "%s. The bot looks a second time in %s, before it asks anyone to approve."
            .formatted(first.headline(), Span.of(wait)));
    pause(wait.plusMillis(50));
    return lookout.look(name);
  }

  /** One look alone may have met a flicker, and by this plan nobody sees what goes. */
  private Diagnosis stillBlind(Diagnosis first, Platform platform, Consumer<String> tell) {
    boolean workerToo = platform.policies().blindTakesWorkers();
    if (BlindPlan.of(first.evidence(), Set.of(), workerToo).isEmpty()) {
      return first;
    }
    var wait = platform.environment().thresholds().secondLook();
    tell.accept(
        "Concourse is silent. The bot looks a second time in %s, before it asks anyone to approve."
            .formatted(Span.of(wait)));
    pause(wait.plusMillis(50));
    return lookout.look(platform.environment().name());
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the bot ends before its second look");
    }
  }
}
