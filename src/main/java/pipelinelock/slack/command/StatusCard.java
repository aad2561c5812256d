package pipelinelock.slack.command;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.Incident;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.Told;

/** A diagnosis: the verdict, why, what else it could be, and the next step that fits. */
final class StatusCard {
  private StatusCard() {}

  /**
   * @param open the environment's open incident
   * @param channel where its incidents are told
   */
  static Message of(Diagnosis diagnosis, Optional<Incident> open, String channel, boolean details) {
    var environment = diagnosis.evidence().environment();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("%s · %s".formatted(environment.name(), diagnosis.verdict().title())));
    blocks.add(Layout.sentence(diagnosis.headline()));
    blocks.add(Layout.sentence(why(diagnosis)));
    add(blocks, "*Beside it*", diagnosis.warnings());
    add(
        blocks,
        "*Next*",
        diagnosis.cures().stream().map(cure -> CureLine.of(cure, environment)).toList());
    commands(diagnosis).ifPresent(blocks::add);
    open.ifPresent(
        incident ->
            blocks.add(
                Layout.markup(
                    "*%s* is open and %s: see %s"
                        .formatted(incident.id(), Told.state(incident), Mrkdwn.channel(channel)))));
    if (details) {
      add(blocks, "*What was seen*", EvidenceLines.of(diagnosis.evidence()));
    }
    blocks.add(Layout.note(footer(diagnosis, details)));
    return Message.of(blocks);
  }

  /** What to type where a person has to do it. */
  private static Optional<LayoutBlock> commands(Diagnosis diagnosis) {
    return diagnosis.cures().stream()
        .filter(Cure.RepairByHand.class::isInstance)
        .map(Cure.RepairByHand.class::cast)
        .filter(cure -> !cure.commands().isEmpty())
        .map(cure -> Layout.terminal(cure.commands()))
        .findFirst();
  }

  private static String why(Diagnosis diagnosis) {
    return diagnosis.rival().isBlank()
        ? diagnosis.reason()
        : diagnosis.reason() + "\n" + diagnosis.rival();
  }

  private static void add(List<LayoutBlock> blocks, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      blocks.add(Layout.markup(title));
      blocks.add(Layout.list("• ", lines));
    }
  }

  private static String footer(Diagnosis diagnosis, boolean details) {
    String seen =
        "Seen %s · %s"
            .formatted(Mrkdwn.date(diagnosis.evidence().at()), diagnosis.fingerprint().shortForm());
    return details
        ? seen
        : "%s · all that was seen: `/pipeline-lock status %s --details`"
            .formatted(seen, diagnosis.evidence().environment().name());
  }
}
