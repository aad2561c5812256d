package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Awaited;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.Incident;
import pipelinelock.slack.input.Directory.Where;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.card.AskAgain;
import pipelinelock.slack.thread.card.Phrases;
import pipelinelock.vm.InstanceTable;

/** A diagnosis: the verdict, why, what else it could be, and the next step that fits. */
public final class StatusCard {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int FEW_WARNINGS = 1;
  private static final int FEW_CURES = 2;

  private StatusCard() {}

  /**
   * @param open the environment's open incident
   * @param where its incidents are told, and people look for themselves
   */
  public static Message of(
      Diagnosis diagnosis, Optional<Incident> open, Where where, boolean details) {
    var environment = diagnosis.evidence().environment();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("%s · %s".formatted(environment.name(), diagnosis.verdict().title())));
    blocks.add(Layout.sentence(withoutTitle(diagnosis)));
    blocks.add(Layout.sentence(why(diagnosis)));
    awaited(diagnosis.evidence()).ifPresent(blocks::add);
    var links = StatusLinks.of(diagnosis, where.site());
    if (!links.isEmpty()) {
      blocks.add(Layout.markup(String.join(" · ", links)));
    }
    add(blocks, "Note: ", diagnosis.warnings(), details ? ALL : FEW_WARNINGS);
    add(
        blocks,
        "Next: ",
        diagnosis.cures().stream().map(cure -> CureLine.of(cure, environment)).toList(),
        details ? ALL : FEW_CURES);
    if (details) {
      commands(diagnosis).ifPresent(blocks::add);
    }
    if (diagnosis.recreate().isPresent() && open.isEmpty()) {
      blocks.add(
          Buttons.row(
              environment.name().value(),
              "of Concourse's VMs in " + environment.name(),
              List.of(Button.plain(AskAgain.RECREATE, "Request recreate"))));
    }
    open.ifPresent(
        incident ->
            blocks.add(
                Layout.markup(
                    "*%s* is open and %s: see %s"
                        .formatted(
                            incident.id(),
                            Phrases.state(incident),
                            Mrkdwn.channel(where.channel())))));
    if (details) {
      blocks.add(Layout.markup("*What was seen*"));
      blocks.add(Layout.list("• ", EvidenceLines.of(diagnosis.evidence())));
      instances(diagnosis.evidence()).ifPresent(blocks::add);
    }
    blocks.add(
        Layout.note(
            StatusLinks.freshness(diagnosis.evidence()) + " · " + footer(diagnosis, details)));
    return Message.of(blocks);
  }

  /** The first of two answers says so. */
  private static Optional<LayoutBlock> awaited(Evidence evidence) {
    var still = Awaited.in(evidence);
    return still.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Layout.sentence(
                "Incomplete: %s. The rest follows by itself.".formatted(String.join("; ", still))));
  }

  /** As {@code bosh vms} shows them. */
  private static Optional<LayoutBlock> instances(Evidence evidence) {
    String deployment = evidence.environment().deployment().name();
    return evidence
        .instances()
        .value()
        .map(all -> new InstanceTable(all).text(deployment).lines().toList())
        .map(Layout::table);
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

  /** The header has said the state's name. */
  private static String withoutTitle(Diagnosis diagnosis) {
    String title = diagnosis.verdict().title() + ": ";
    String headline = diagnosis.headline();
    String rest = headline.startsWith(title) ? headline.substring(title.length()) : headline;
    return rest.isEmpty() ? headline : Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
  }

  private static void add(List<LayoutBlock> blocks, String sign, List<String> lines, int most) {
    if (lines.isEmpty()) {
      return;
    }
    var some = new ArrayList<>(lines.subList(0, Math.min(most, lines.size())));
    if (lines.size() > most) {
      some.set(most - 1, some.get(most - 1) + " (and %d more)".formatted(lines.size() - most));
    }
    blocks.add(Layout.list(sign, some));
  }

  private static String footer(Diagnosis diagnosis, boolean details) {
    String seen =
        "Seen %s · %s"
            .formatted(Mrkdwn.date(diagnosis.evidence().at()), diagnosis.fingerprint().shortForm());
    return details
        ? seen
        : "%s · all facts: `/pipeline-lock status %s --details`"
            .formatted(seen, diagnosis.evidence().environment().name());
  }
}
