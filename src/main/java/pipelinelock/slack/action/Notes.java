package pipelinelock.slack.action;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.RefusalNotes;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Outside;

/** Records people's notes, whichever way they add them. */
public final class Notes {
  private static final int LONGEST = 2000;

  private final Incidents incidents;
  private final People people;
  private final RefusalNotes refusals;
  private final Function<IncidentId, Optional<String>> links;

  /**
   * @param log keeps what is refused
   * @param links the addresses of incidents' threads, where they are known
   */
  public Notes(
      Incidents incidents,
      People people,
      RefusalLog log,
      Function<IncidentId, Optional<String>> links) {
    this.links = links;
    this.incidents = incidents;
    this.people = people;
    this.refusals = new RefusalNotes(log);
  }

  /**
   * What is to be remembered.
   *
   * @param said Slack's id of who wrote the message, where it is one
   */
  public record Note(Instant about, String text, Optional<String> said, Optional<String> link) {}

  /** Adds it, and says what came of it. */
  public Message add(IncidentId id, String user, Note note) {
    var person = people.find(user);
    var noted =
        new NoteAdded(
            person.id(),
            note.about().truncatedTo(ChronoUnit.SECONDS),
            Outside.cut(Outside.lines(note.text()).strip(), LONGEST),
            note.said().map(it -> new UserId(person.id().team(), it)),
            note.link());
    return incidents
        .act(
            id,
            (incident, now) ->
                isThere(incident, noted)
                    ? new Refused(Code.ALREADY_NOTED, known(id))
                    : IncidentRules.note(incident, person, noted, now))
        .map(result -> told(id, noted, result))
        .orElseGet(() -> Message.sentence(incidents.unknown(id)));
  }

  private static String known(IncidentId id) {
    return "That message is already in the timeline of %s.".formatted(id);
  }

  /**
   * A message is known by its link. Where Slack gave none, it is known by who wrote it and when:
   * Slack delivers an event up to four times, and may name it otherwise each time.
   */
  private static boolean isThere(Incident incident, NoteAdded noted) {
    return incident.notes().stream()
        .anyMatch(
            it ->
                noted.said().isPresent()
                    && it.said().equals(noted.said())
                    && it.about().equals(noted.about())
                    && (it.link().isEmpty() || noted.link().isEmpty()));
  }

  private Message told(IncidentId id, NoteAdded noted, Incidents.Result result) {
    if (result.decision() instanceof Refused(var code, var text)) {
      var environment = result.incident().environment();
      refusals.add(
          new Refusal(noted.by(), "note", Optional.of(id), Optional.of(environment), code));
      return Message.sentence(text);
    }
    return Message.of(
        Layout.markup(
            "Noted in *%s*%s, for %s. Its timeline: `/pipeline-lock incident %s`"
                .formatted(id, thread(id), Mrkdwn.date(noted.about()), id)));
  }

  private String thread(IncidentId id) {
    return links.apply(id).map(it -> " (%s)".formatted(Mrkdwn.link(it, "thread"))).orElse("");
  }
}
