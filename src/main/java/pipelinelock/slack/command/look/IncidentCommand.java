package pipelinelock.slack.command.look;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.evidence.export.ExportFormat;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.IncidentFiles;
import pipelinelock.slack.action.Looks;
import pipelinelock.slack.card.IncidentCard;
import pipelinelock.slack.card.RefusalLines;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;

/** {@code incident INC-42}, with {@code --details} also what was refused in it. */
public final class IncidentCommand implements SlashSubcommand {
  private static final int MOST = 50;

  /** Of an environment's incidents, in which the one is looked for that continues another. */
  private static final int NEWEST = 20;

  private final Directory directory;
  private final Incidents incidents;
  private final Naming naming;
  private final Looks looks;
  private final RefusalLog refusals;
  private final Optional<IncidentFiles> files;

  /**
   * Shows incidents.
   *
   * @param files present where an incident can be posted as a file
   */
  public IncidentCommand(
      Directory directory,
      Incidents incidents,
      Looks looks,
      RefusalLog refusals,
      Optional<IncidentFiles> files) {
    this.files = files;
    this.looks = looks;
    this.refusals = refusals;
    this.directory = directory;
    this.incidents = incidents;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "incident";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("show", "inc", "audit");
  }

  @Override
  public String usage() {
    return "incident INC-42";
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "one incident: why, what, who, timeline and end";
  }

  @Override
  public String details() {
    return "With `--details` it also shows what was refused to whom, by its code."
        + (files.isEmpty()
            ? ""
            : " With `--export html` (or `md`, `csv`, `json`) all that the record holds about it is posted in its thread, as a file.");
  }

  @Override
  public List<String> options() {
    return files.isEmpty() ? List.of("details") : List.of("details", "export");
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  /** A file that is posted a second time is one too many. */
  @Override
  public boolean isRead(Typed typed) {
    return !exports(typed);
  }

  private static boolean exports(Typed typed) {
    return typed.has("export") || typed.valueOf("export").isPresent();
  }

  @Override
  public Answer answer(Call call) {
    return files
        .filter(_ -> exports(call.typed()))
        .map(it -> export(it, call))
        .orElseGet(() -> card(call));
  }

  private Answer export(IncidentFiles target, Call call) {
    var typed = call.typed().valueOf("export");
    var format = typed.map(Typed.Valued::value).flatMap(ExportFormat::of);
    if (format.isEmpty()) {
      throw new UsageError(
          "As what? Like this: `/pipeline-lock incident INC-42 --export html`, or `md`, `csv`, `json`.");
    }
    var id = naming.incident(call.with(typed.get().others()), usage()).incident().id();
    return Answer.later(
        "Writing %s as %s …".formatted(id, format.get().word()),
        _ -> target.share(id, format.get(), call.user()));
  }

  private Answer card(Call call) {
    boolean details =
        call.typed().has("details") || call.typed().first(IncidentCommand::isDetails).isPresent();
    var named = call.with(call.typed().but(IncidentCommand::isDetails));
    var incident = naming.incident(named, usage()).incident();
    var card =
        IncidentCard.of(
            incident,
            incidents.events(incident.id()),
            directory.thread(incident),
            incidents.continuation(incident, NEWEST),
            looks.unwritten(incident.id()));
    return new Answer.Now(
        details ? RefusalLines.under(card, refusals.of(incident.id(), MOST)) : card);
  }

  private static boolean isDetails(Typed.Word word) {
    return !word.quoted() && word.plain().matches("-{0,2}details?");
  }
}
