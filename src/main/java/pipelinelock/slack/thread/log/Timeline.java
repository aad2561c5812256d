package pipelinelock.slack.thread.log;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Recorded;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.card.Phrases;
import pipelinelock.wording.ShortIds;

/**
 * What happened when, one line each, in Slack's markup: the record's events, and people's notes by
 * the time that they are about.
 */
public final class Timeline {
  private Timeline() {}

  private record Entry(Instant at, String text) {
    private String line() {
      return Mrkdwn.time(at) + " " + text;
    }
  }

  /** Whether more happened than a request and its end. */
  public static boolean isWorthTelling(List<Recorded> events) {
    return events.stream().anyMatch(it -> it.event() instanceof IncidentEvent.Started);
  }

  /**
   * The lines, oldest first.
   *
   * @param events the whole record of the incident
   */
  public static List<String> lines(Incident incident, List<Recorded> events) {
    return events.stream()
        .flatMap(recorded -> entry(incident, recorded).stream())
        .sorted(comparing(Entry::at))
        .map(Entry::line)
        .toList();
  }

  private static Optional<Entry> entry(Incident incident, Recorded recorded) {
    return recorded.event() instanceof IncidentEvent.NoteAdded note
        ? Optional.of(new Entry(note.about(), noted(note)))
        : text(incident, recorded.event()).map(it -> new Entry(recorded.at(), it));
  }

  private static String noted(IncidentEvent.NoteAdded note) {
    String said =
        note.said()
            .filter(it -> !it.equals(note.by()))
            .map(it -> ", said by " + Mrkdwn.mention(it))
            .orElse("");
    String link = note.link().map(it -> " · " + Mrkdwn.link(it, "message")).orElse("");
    return "%s noted%s: %s%s"
        .formatted(Mrkdwn.mention(note.by()), said, Mrkdwn.code(note.text()), link);
  }

  private static Optional<String> text(Incident incident, IncidentEvent event) {
    return switch (event) {
      case IncidentEvent.Requested request ->
          Optional.of(
              "%s requested it: %s"
                  .formatted(
                      Mrkdwn.mention(request.by()),
                      Mrkdwn.code(
                          request.reason().isBlank() ? "no reason was given" : request.reason())));
      case IncidentEvent.Approved yes -> Optional.of(Mrkdwn.mention(yes.by()) + " approved");
      case IncidentEvent.Revoked(var by) ->
          Optional.of(Mrkdwn.mention(by) + " took the approval back");
      case IncidentEvent.GlassBroken(var by, var why, var _) ->
          Optional.of(
              "%s used break-glass, alone: %s".formatted(Mrkdwn.mention(by), Mrkdwn.code(why)));
      case IncidentEvent.Reviewed(var by, var finding) ->
          Optional.of("%s reviewed it: %s".formatted(Mrkdwn.mention(by), Mrkdwn.code(finding)));
      case IncidentEvent.Rejected(var by, var why, var _) ->
          Optional.of("%s rejected it: %s".formatted(Mrkdwn.mention(by), Mrkdwn.code(why)));
      case IncidentEvent.Withdrawn(var by) -> Optional.of(Mrkdwn.mention(by) + " took it back");
      case IncidentEvent.Expired _ -> Optional.of("too few had approved in time");
      case IncidentEvent.Lapsed(var changes) ->
          Optional.of("lapsed: " + Mrkdwn.code(String.join(" ", changes)));
      case IncidentEvent.Started _ -> Optional.of("started, on the same evidence as requested");
      case IncidentEvent.AnswerLost(var step, var _) ->
          Optional.of("step %d: the answer was lost".formatted(step + 1));
      case IncidentEvent.TaskAccepted(var step, var task) ->
          Optional.of(
              "step %d: Director task %d, %s"
                  .formatted(step + 1, task, Mrkdwn.code(Phrases.brief(incident.step(step)))));
      case IncidentEvent.StepEnded(var step, var outcome, var note) ->
          Optional.of(
              "step %d %s: %s"
                  .formatted(step + 1, Phrases.outcome(outcome), Mrkdwn.code(ShortIds.in(note))));
      case IncidentEvent.Noted(var note) -> Optional.of(Mrkdwn.code(note));
      case IncidentEvent.CardChanged changed ->
          Optional.of(
              "%s pressed a button in a message that somebody had rewritten; it did not count"
                  .formatted(Mrkdwn.mention(changed.by())));
      case IncidentEvent.CancelAsked(var by) ->
          Optional.of(Mrkdwn.mention(by) + " asked to stop it");
      case IncidentEvent.Ended(var outcome, var summary, var _, var _) ->
          Optional.of("%s: %s".formatted(outcome.text(), Mrkdwn.code(ShortIds.in(summary))));
      case IncidentEvent.NoteAdded _,
          IncidentEvent.Reminded _,
          IncidentEvent.ReviewReminded _,
          IncidentEvent.StepIntended _,
          IncidentEvent.TaskSaid _,
          IncidentEvent.TaskEnded _ ->
          Optional.empty();
    };
  }
}
