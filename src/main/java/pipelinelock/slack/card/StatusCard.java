package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Awaited;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.ladder.BlindWay;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.input.Directory.Where;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.LinkButton;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.vm.InstanceTable;
import pipelinelock.wording.Sign;

/**
 * A diagnosis in at most ten lines, for somebody who was just woken up: the state with its sign,
 * what happened, what to do, and why. The rest is behind "Details".
 */
public final class StatusCard {
  private static final int FEW = 2;

  private final Diagnosis diagnosis;
  private final Optional<Ongoing> open;
  private final Where where;
  private final List<LayoutBlock> blocks = new ArrayList<>();

  private StatusCard(Diagnosis diagnosis, Optional<Ongoing> open, Where where) {
    this.diagnosis = diagnosis;
    this.open = open;
    this.where = where;
  }

  /**
   * @param open the environment's open incident: it leads, and nothing else is offered
   * @param where its incidents are posted, and people look for themselves
   */
  public static Message of(
      Diagnosis diagnosis, Optional<Ongoing> open, Where where, boolean details) {
    var card = new StatusCard(diagnosis, open, where);
    card.head();
    if (details) {
      card.details();
    } else {
      card.brief();
    }
    return Message.of(card.blocks);
  }

  private void head() {
    open.ifPresentOrElse(this::lead, this::state);
    awaited(diagnosis.evidence()).ifPresent(blocks::add);
  }

  private void lead(Ongoing incident) {
    blocks.add(
        Layout.header(
            VerdictLine.sign(incident)
                .before(
                    "%s · %s"
                        .formatted(
                            diagnosis.evidence().environment().name(), VerdictLine.of(incident)))));
    blocks.add(Layout.sentence(incident.sentence()));
    blocks.add(Layout.markup("Its thread: " + where.thread(incident.incident()).shown()));
    blocks.add(Layout.sentence("Seen now: " + diagnosis.headline()));
  }

  private void state() {
    blocks.add(Layout.header(VerdictLine.of(diagnosis) + (isGo() ? ". You can deploy." : "")));
    String rest = VerdictLine.rest(diagnosis);
    if (!rest.isEmpty()) {
      blocks.add(Layout.sentence(rest));
    }
  }

  /** Nothing speaks against it, and nothing that was asked is still unknown. */
  private boolean isGo() {
    return VerdictLine.sign(diagnosis) == Sign.GO
        && diagnosis.warnings().isEmpty()
        && Awaited.in(diagnosis.evidence()).isEmpty();
  }

  private void brief() {
    var cures = cures();
    if (!cures.isEmpty()) {
      var lines = new CureLine(diagnosis.evidence().environment());
      var some = new ArrayList<String>();
      for (int i = 0; i < Math.min(FEW, cures.size()); i++) {
        some.add(lines.brief(cures.get(i), cures.subList(0, i)));
      }
      blocks.add(Layout.markup("*What you can do*"));
      blocks.add(some.size() == 1 ? Layout.sentence(some.getFirst()) : Layout.numbered(some));
    }
    blindWay().ifPresent(blocks::add);
    blocks.add(StatusButtons.of(diagnosis, open.isEmpty(), links()));
    var facts = facts();
    if (!facts.isEmpty()) {
      blocks.add(Layout.list("• ", facts));
    }
    var links = StatusLinks.of(diagnosis, where.site());
    blocks.add(Layout.note(links.isEmpty() ? seen() : String.join(" · ", links) + " · " + seen()));
  }

  private List<Button> links() {
    var thread = open.flatMap(it -> where.thread(it.incident()).link());
    return Stream.concat(
            thread.flatMap(LinkButton.THREAD::to).stream(),
            StatusLinks.buttons(diagnosis, where.site()).stream())
        .toList();
  }

  private Optional<LayoutBlock> blindWay() {
    return BlindWay.of(diagnosis, where.mayBeBlind() && open.isEmpty()).map(Layout::sentence);
  }

  private List<Cure> cures() {
    return open.isPresent() ? List.of() : diagnosis.cures();
  }

  /** Why it is that, all that is left over, or else the first of what else one should know. */
  private List<String> facts() {
    var facts = new ArrayList<String>();
    if (!isFreeWithoutACatch()) {
      facts.add(diagnosis.reason());
    }
    var warnings = diagnosis.warnings();
    int shown = Math.min(warnings.size(), Math.max(1, diagnosis.left().size()));
    warnings.subList(0, shown).stream().map(StatusCard::careful).forEach(facts::add);
    if (warnings.size() > shown) {
      facts.add(
          facts.removeLast() + " (and %d more in Details)".formatted(warnings.size() - shown));
    }
    return facts;
  }

  /** Its heading says it all. */
  private boolean isFreeWithoutACatch() {
    return diagnosis.verdict() instanceof Verdict.Free && VerdictLine.sign(diagnosis) == Sign.GO;
  }

  private static String careful(String warning) {
    return warning.startsWith("Careful: ") ? warning : "Careful: " + warning;
  }

  private void details() {
    blocks.add(Layout.sentence(why(diagnosis)));
    var links = StatusLinks.of(diagnosis, where.site());
    if (!links.isEmpty()) {
      blocks.add(Layout.markup(String.join(" · ", links)));
    }
    if (!diagnosis.warnings().isEmpty()) {
      blocks.add(Layout.list("", diagnosis.warnings().stream().map(StatusCard::careful).toList()));
    }
    var lines = new CureLine(diagnosis.evidence().environment());
    if (!cures().isEmpty()) {
      blocks.add(Layout.markup("*What you can do*"));
      blocks.add(Layout.numbered(cures().stream().map(lines::whole).toList()));
    }
    blindWay().ifPresent(blocks::add);
    commands(cures()).ifPresent(blocks::add);
    blocks.add(Layout.markup("*What was seen*"));
    blocks.add(Layout.list("• ", EvidenceLines.of(diagnosis.evidence())));
    instances(diagnosis.evidence()).ifPresent(blocks::add);
    blocks.add(Layout.note(StatusLinks.freshness(diagnosis.evidence()) + " · " + seen()));
  }

  private String seen() {
    return "seen %s · %s"
        .formatted(Mrkdwn.date(diagnosis.evidence().at()), diagnosis.fingerprint().shortForm());
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
  private static Optional<LayoutBlock> commands(List<Cure> cures) {
    return cures.stream()
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
}
