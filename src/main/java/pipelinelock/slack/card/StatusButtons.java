package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.LinkedHashMap;
import java.util.List;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.ladder.Offered;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.thread.card.AskAgain;

/** The buttons under a status: first the lightest cure, then each cure by itself, then the rest. */
final class StatusButtons {
  private StatusButtons() {}

  /**
   * @param cures whether a cure may be asked for now: nothing is begun during an open incident
   * @param links to pages outside Slack
   */
  static LayoutBlock of(Diagnosis diagnosis, boolean cures, List<Button> links) {
    var environment = diagnosis.evidence().environment();
    // Slack wants each action once in a row; the first cure of a kind is what its form asks for.
    var buttons = new LinkedHashMap<String, Button>();
    if (cures && diagnosis.isCurable()) {
      buttons.put(AskAgain.CURE, AskAgain.cure());
      var lines = new CureLine(environment);
      for (var cure : diagnosis.cures()) {
        Offered.kind(cure)
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
    links.forEach(it -> buttons.put(it.action(), it));
    return Buttons.row(
        environment.name().value(), "in " + environment.name(), List.copyOf(buttons.values()));
  }
}
