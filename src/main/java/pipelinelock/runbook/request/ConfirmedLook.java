package pipelinelock.runbook.request;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.wording.Span;

/** The look before a request: a second one if a hung verdict has been seen only once. */
record ConfirmedLook(Lookout lookout) {
  /**
   * Takes as long as two looks where it has to.
   *
   * @param tell hears why it takes longer, a sentence for the person who asked
   */
  Diagnosis at(EnvironmentName name, CureKind kind, Consumer<String> tell) {
    var first = lookout.look(name);
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

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the bot ends before its second look");
    }
  }
}
