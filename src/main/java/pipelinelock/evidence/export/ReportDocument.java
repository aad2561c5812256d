package pipelinelock.evidence.export;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.evidence.PersonsDecision;
import pipelinelock.evidence.SeenEvidence;
import pipelinelock.evidence.StepAccount;
import pipelinelock.evidence.TaskText;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.evidence.export.Document.Block;
import pipelinelock.evidence.export.Document.Listing;
import pipelinelock.evidence.export.Document.Paragraph;
import pipelinelock.evidence.export.Document.Section;
import pipelinelock.evidence.export.Document.Table;
import pipelinelock.evidence.export.Document.Text;
import pipelinelock.evidence.export.Document.Verbatim;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.wording.Span;

/** The report as people read it: what, who, when, on what evidence, and what proves it. */
final class ReportDocument {
  private final IncidentReport report;
  private final Edition edition;

  private ReportDocument(IncidentReport report, Edition edition) {
    this.report = report;
    this.edition = edition;
  }

  static Document of(IncidentReport report, Edition edition) {
    var made = new ReportDocument(report, edition);
    return new Document(
        "%s in %s".formatted(report.incident().id(), report.incident().environment()),
        Stream.of(
                made.summary(),
                made.beforeAndAfter(),
                made.timeline(),
                made.statusPage(),
                made.plan(),
                made.decisions(),
                made.evidence(),
                made.tasks(),
                made.proof())
            .flatMap(Optional::stream)
            .toList());
  }

  private Optional<Section> summary() {
    var incident = report.incident();
    var request = incident.request();
    var rows = new ArrayList<List<Text>>();
    rows.add(row("State", Text.of(IncidentWords.state(incident))));
    rows.add(row("Environment", Text.of(incident.environment().value())));
    rows.add(row("Cure", Text.of(request.plan().cure().word())));
    rows.add(row("Requested by", person(Optional.of(request.by()))));
    rows.add(row("Reason", Text.quoted(request.reason())));
    rows.add(row("Requested at", both(incident.requestedAt())));
    report
        .end()
        .ifPresent(
            end -> {
              rows.add(row("Ended at", both(end.at())));
              rows.add(row("Lasted", Text.of(Span.between(incident.requestedAt(), end.at()))));
            });
    request.after().ifPresent(it -> rows.add(row("Continues", Text.of(it.toString()))));
    rows.add(
        row(
            "Written",
            Text.of(
                "%s by pipeline-lock %s".formatted(edition.utc(edition.at()), edition.build()))));
    return section("Summary", new Table(List.of("", ""), rows));
  }

  private static List<Text> row(String name, Text value) {
    return List.of(Text.of(name), value);
  }

  private Text both(Instant time) {
    return Text.of("%s (%s)".formatted(edition.utc(time), edition.local(time)));
  }

  private Optional<Section> beforeAndAfter() {
    var seen = report.incident().request().evidence();
    var blocks = new ArrayList<Block>();
    blocks.add(new Paragraph("Before, seen %s:".formatted(edition.utc(seen.at()))));
    blocks.add(
        new Listing(quoted(Stream.concat(Stream.of(seen.headline()), seen.lines().stream()))));
    report
        .end()
        .ifPresentOrElse(
            end -> {
              blocks.add(new Paragraph("After, %s:".formatted(edition.utc(end.at()))));
              blocks.add(new Listing(quoted(Stream.of(end.state(), end.summary()))));
              if (!end.todo().isEmpty()) {
                blocks.add(new Paragraph("Left for people to do:"));
                blocks.add(new Listing(quoted(end.todo().stream())));
              }
            },
            () -> blocks.add(new Paragraph("After: not known yet; the incident is not over.")));
    return section("Before and after", blocks.toArray(Block[]::new));
  }

  private static List<Text> quoted(Stream<String> texts) {
    return texts.map(Text::quoted).toList();
  }

  private Optional<Section> timeline() {
    var shown = report.timeline().stream().filter(it -> !isLogPiece(it)).toList();
    int pieces = report.timeline().size() - shown.size();
    var blocks = new ArrayList<Block>();
    blocks.add(
        new Table(
            List.of("Event", "UTC", edition.zone().getId(), "Who", "What", "Evidence"),
            shown.stream().map(this::row).toList()));
    if (pieces > 0) {
      blocks.add(
          new Paragraph(
              "%d more events are pieces of the Director's task logs, which are below as a whole."
                  .formatted(pieces)));
    }
    return section("Timeline", blocks.toArray(Block[]::new));
  }

  /** The same in plain English, beside the engineers' lines by their numbers. */
  private Optional<Section> statusPage() {
    return section(
        "For a status page",
        new Paragraph(
            "Each sentence says what was known at its time. That deployments work again is said only after it was seen."),
        new Table(
            List.of("Event", "UTC", edition.zone().getId(), "Sentence"),
            report.timeline().stream()
                .flatMap(it -> it.publicly().map(sentence -> sentence(it, sentence)).stream())
                .toList()));
  }

  private List<Text> sentence(TimelineEntry it, String sentence) {
    return List.of(
        Text.of(Long.toString(it.sequence())),
        Text.of(edition.utc(it.about())),
        Text.of(edition.local(it.about())),
        Text.of(sentence));
  }

  private static boolean isLogPiece(TimelineEntry entry) {
    return entry.type().equals("task-said");
  }

  private List<Text> row(TimelineEntry it) {
    var author = it.author().map(who -> " (said by %s)".formatted(who)).orElse("");
    return List.of(
        Text.of(Long.toString(it.sequence())),
        Text.of(edition.utc(it.about())),
        Text.of(edition.local(it.about())),
        person(it.by()),
        new Text(it.words() + author, it.quoted(), it.link()),
        it.evidence().isEmpty() ? Text.of("") : Text.quoted(String.join(", ", it.evidence())));
  }

  /** In place of a person the bot. */
  private static Text person(Optional<UserId> by) {
    return by.map(it -> Text.quoted(it.toString())).orElseGet(() -> Text.of("the bot"));
  }

  private Optional<Section> plan() {
    return section(
        "Plan",
        new Table(
            List.of("Step", "Approved", "Begun", "Took", "Outcome", "Task"),
            report.steps().stream().map(this::row).toList()));
  }

  private List<Text> row(StepAccount it) {
    var took = it.begun().flatMap(from -> it.ended().map(to -> Span.between(from, to))).orElse("");
    return List.of(
        Text.of(Integer.toString(it.number())),
        Text.quoted(it.planned()),
        Text.of(it.begun().map(edition::utc).orElse("")),
        Text.of(took),
        it.note().isEmpty()
            ? Text.of(it.outcome())
            : new Text(it.outcome() + ":", Optional.of(it.note()), Optional.empty()),
        Text.of(it.task().map(String::valueOf).orElse("")));
  }

  private Optional<Section> decisions() {
    var policy = report.incident().request().policy();
    var needed =
        "The policy asked for %d %s within %s%s."
            .formatted(
                policy.required().approvals(),
                policy.required().approvals() == 1 ? "approval" : "approvals",
                Span.limit(policy.deadlines().requestExpires()),
                policy.required().requesterCounts()
                    ? ", of which the request was the first"
                    : "; the requester did not count");
    if (report.decisions().isEmpty()) {
      return section(
          "Decisions of people", new Paragraph(needed), new Paragraph("Nobody decided."));
    }
    return section(
        "Decisions of people",
        new Paragraph(needed),
        new Table(
            List.of("Event", "UTC", "Who", "Decision", "Proof"),
            report.decisions().stream().map(this::row).toList()));
  }

  private List<Text> row(PersonsDecision it) {
    var what = new StringBuilder(it.what());
    if (!it.lists().isEmpty()) {
      what.append(" for the %s list".formatted(String.join(" and ", it.lists())));
    }
    if (it.typedName()) {
      what.append(", confirmed by typing the environment's name");
    }
    it.takenBack().ifPresent(at -> what.append(", taken back at " + edition.utc(at)));
    return List.of(
        Text.of(Long.toString(it.event())),
        Text.of(edition.utc(it.at())),
        person(Optional.of(it.by())),
        new Text(what.toString(), it.reason(), Optional.empty()),
        it.proof()
            .map(ReportDocument::proof)
            .map(Text::quoted)
            .orElseGet(() -> Text.of("not on record")));
  }

  private static String proof(ClickProof proof) {
    return Stream.of(
            Optional.of("request " + proof.body()),
            proof.timestamp().map("timestamp "::concat),
            proof.signature().map("signature "::concat),
            proof.card().map("card "::concat))
        .flatMap(Optional::stream)
        .collect(joining(", "));
  }

  private Optional<Section> evidence() {
    var blocks = new ArrayList<Block>();
    for (var seen : report.seen()) {
      blocks.add(new Paragraph(title(seen)));
      blocks.add(
          seen.facts()
              .<Block>map(Verbatim::new)
              .orElseGet(() -> new Paragraph("The facts themselves are not on record.")));
    }
    return section("Facts that the decisions rested on", blocks.toArray(Block[]::new));
  }

  private String title(SeenEvidence seen) {
    return "For the %s (event %d), seen %s: %s, %s. Fingerprint: SHA-256 %s"
        .formatted(
            seen.decision(),
            seen.event(),
            edition.utc(seen.evidence().at()),
            seen.evidence().code(),
            seen.evidence().state(),
            seen.evidence().fingerprint());
  }

  private Optional<Section> tasks() {
    return report.tasks().isEmpty()
        ? Optional.empty()
        : section(
            "Logs of the Director's tasks",
            report.tasks().stream().flatMap(ReportDocument::task).toArray(Block[]::new));
  }

  private static Stream<Block> task(TaskText task) {
    return Stream.of(
        new Paragraph("Task %d, for step %d:".formatted(task.number(), task.step())),
        task.lines().isEmpty()
            ? new Paragraph("It wrote nothing, or nothing of it is on record.")
            : new Verbatim(task.lines()));
  }

  private Optional<Section> proof() {
    var seal = report.seal();
    var rows = new ArrayList<List<Text>>();
    rows.add(row("Events", Text.of(Long.toString(seal.events()))));
    rows.add(row("Hash of the last event", Text.quoted(seal.head())));
    seal.checkpoint()
        .ifPresent(
            it -> {
              rows.add(
                  row(
                      "Checkpoint",
                      Text.of("%d, made %s".formatted(it.number(), edition.utc(it.at())))));
              rows.add(row("Its digest", Text.quoted(it.digest())));
              rows.add(row("Its key", Text.of("%s; %s".formatted(it.key(), it.signature()))));
            });
    return section(
        "Proof",
        new Table(List.of("", ""), rows),
        new Paragraph("What this record does not hold or prove:"),
        new Listing(report.gaps().stream().map(Text::of).toList()));
  }

  private static Optional<Section> section(String title, Block... blocks) {
    return Optional.of(new Section(title, List.of(blocks)));
  }
}
