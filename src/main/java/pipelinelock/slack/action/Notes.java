package pipelinelock.slack.action;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Outside;

/** Puts what people note on record, whichever way they do it. */
public final class Notes {
  private static final int LONGEST = 2000;

  private final Incidents incidents;
  private final People people;

  public Notes(Incidents incidents, People people) {
    this.incidents = incidents;
    this.people = people;
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
        .act(id, (incident, now) -> IncidentRules.note(incident, person, noted, now))
        .map(
            result ->
                result.decision() instanceof Refused(var _, var text)
                    ? Message.sentence(text)
                    : Message.of(
                        Layout.markup(
                            "Noted in *%s*, for %s. Its timeline: `/pipeline-lock incident %s`"
                                .formatted(id, Mrkdwn.date(noted.about()), id))))
        .orElseGet(() -> Message.sentence(incidents.unknown(id)));
  }
}
