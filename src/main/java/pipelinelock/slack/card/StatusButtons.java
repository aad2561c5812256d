package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.thread.card.AskAgain;

/** The buttons under a status: first the lightest cure, then each cure by itself, then the rest. */
final class StatusButtons {
  private StatusButtons() {}

  /**
   * @param cures whether a cure may be asked for now: nothing is begun beside an open incident
   */
  static LayoutBlock of(Diagnosis diagnosis, boolean cures) {
    var environment = diagnosis.evidence().environment();
    // Slack wants each action once in a row; the first cure of a kind is what its form asks for.
    var buttons = new LinkedHashMap<String, Button>();
    if (cures && diagnosis.isCurable()) {
      buttons.put(AskAgain.CURE, AskAgain.cure());
      var lines = new CureLine(environment);
      for (var cure : diagnosis.cures()) {
        kind(cure)
            .map(it -> Button.plain(AskAgain.button(it), lines.label(cure)))
            .ifPresent(it -> buttons.putIfAbsent(it.action(), it));
      }
    }
    // No verdict offers the rest of a plan; the record does, where its VM is still broken.
    if (cures && diagnosis.left().stream().anyMatch(Leftover.BrokenVms.class::isInstance)) {
      var rest = AskAgain.next(CureKind.RECREATE);
      buttons.putIfAbsent(rest.action(), rest);
    }
    buttons.put(AskAgain.DETAILS, Button.plain(AskAgain.DETAILS, "Details"));
    return Buttons.row(
        environment.name().value(), "in " + environment.name(), List.copyOf(buttons.values()));
  }

  private static Optional<CureKind> kind(Cure cure) {
    return switch (cure) {
      case Cure.Unpause _ -> Optional.of(CureKind.UNPAUSE);
      case Cure.Abort _ -> Optional.of(CureKind.ABORT);
      case Cure.Release _ -> Optional.of(CureKind.RELEASE);
      case Cure.Recreate _ -> Optional.of(CureKind.RECREATE);
      case Cure.Wait _, Cure.RerunJob _, Cure.RepairByHand _ -> Optional.empty();
    };
  }
}
