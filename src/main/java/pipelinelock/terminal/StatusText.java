package pipelinelock.terminal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Awaited;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.vm.InstanceTable;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/**
 * A diagnosis for a terminal: the verdict first, then the reason, the rival explanation, and what
 * to do.
 */
public final class StatusText {
  private static final int NAME = 12;
  private static final int FACT = 18;

  private StatusText() {}

  /** One line: the environment, its open incident and its verdict. */
  public static String line(EnvironmentReport report) {
    var diagnosis = report.diagnosis();
    String text = report.open().map(it -> it.sentence() + " ").orElse("") + diagnosis.headline();
    String name = diagnosis.evidence().environment().name().value();
    String lead = name + " ".repeat(Math.max(1, NAME - name.length()));
    return lead + Outside.line(text, Lines.WIDTH - lead.length()) + "\n";
  }

  /**
   * The whole of it.
   *
   * @param now by the clock that the facts were stamped with
   * @param details whether every fact is listed
   */
  public static String of(EnvironmentReport report, Instant now, boolean details) {
    var diagnosis = report.diagnosis();
    var facts = FactLines.of(diagnosis.evidence());
    var lines = new Lines();
    var environment = diagnosis.evidence().environment();
    String lead = report.open().map(Ongoing::sentence).orElseGet(diagnosis::headline);
    lines.paragraph(environment.name() + "  ", lead).gap();
    if (report.open().isPresent()) {
      lines.paragraph("Now    ", diagnosis.headline());
    }
    lines.paragraph("Why    ", diagnosis.reason());
    if (!diagnosis.rival().isBlank()) {
      lines.paragraph("Or     ", diagnosis.rival());
    }
    awaited(diagnosis).ifPresent(it -> lines.paragraph("Still  ", it));
    diagnosis.warnings().forEach(warning -> lines.paragraph("Note   ", warning));
    int number = 1;
    for (var cure : report.cures()) {
      String next = number == 1 ? "Next   " : "       ";
      add(lines, next + number++ + ". ", CureText.of(cure, environment));
    }
    report.blindWay().ifPresent(it -> lines.paragraph("       ", it));
    lines.paragraph("Seen   ", seen(diagnosis, facts, now));
    if (details) {
      addDetails(lines, diagnosis, facts, now);
    }
    return lines.text();
  }

  private static Optional<String> awaited(Diagnosis diagnosis) {
    var still = Awaited.in(diagnosis.evidence());
    return still.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s. This is not the whole answer: `--wait` waits for it."
                .formatted(String.join("; ", still)));
  }

  private static void add(Lines lines, String lead, CureText cure) {
    String indent = " ".repeat(lead.length());
    lines.paragraph(lead, cure.what());
    cure.commands().forEach(command -> lines.line(indent + "> " + command));
    if (!cure.ends().isEmpty()) {
      lines.paragraph(indent + "Ends: ", String.join(", ", cure.ends()));
    }
    if (!cure.leaves().isBlank()) {
      lines.paragraph(indent + "Mind: ", cure.leaves());
    }
  }

  private static String seen(Diagnosis diagnosis, List<FactLine> facts, Instant now) {
    return "%s: %s; %s"
        .formatted(
            UtcTime.of(diagnosis.evidence().at()),
            Freshness.of(facts, now),
            diagnosis.fingerprint().shortForm());
  }

  private static void addDetails(
      Lines lines, Diagnosis diagnosis, List<FactLine> facts, Instant now) {
    lines.gap().line("All facts");
    facts.forEach(fact -> add(lines, fact, now));
    diagnosis
        .evidence()
        .instances()
        .value()
        .ifPresent(
            all -> {
              lines.gap();
              String deployment = diagnosis.evidence().environment().deployment().name();
              new InstanceTable(all).text(deployment).lines().forEach(lines::line);
            });
  }

  private static void add(Lines lines, FactLine fact, Instant now) {
    String name = fact.name() + " ".repeat(Math.max(1, FACT - fact.name().length()));
    String source = "%s, %s".formatted(fact.source().text(), Span.ago(fact.at(), now));
    lines.line(name + source);
    String indent = " ".repeat(FACT);
    fact.value()
        .ifPresentOrElse(
            value -> value.lines().forEach(it -> lines.paragraph(indent, it)),
            () -> lines.paragraph(indent, "not read: " + fact.why().orElse("no reason given")));
  }
}
