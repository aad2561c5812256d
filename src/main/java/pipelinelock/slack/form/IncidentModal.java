package pipelinelock.slack.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.form.Submitted.Place;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/** A form with one field, behind a button in a message that the bot posted about an incident. */
public abstract sealed class IncidentModal implements ButtonModal
    permits ApproveModal, RejectModal, ReviewModal {
  private final Incidents incidents;
  private final RequestMessages messages;

  IncidentModal(Incidents incidents, ThreadLedger ledger) {
    this.incidents = incidents;
    this.messages = new RequestMessages(ledger);
  }

  /** The incident that a click is about, if the message is one where it counts. */
  abstract Optional<IncidentId> clicked(RequestMessages messages, Click click);

  /** What is done or told without the form; empty where the form is needed. */
  abstract Optional<Decisions.Reply> atOnce(Incident incident, String user);

  abstract Form form(Incident incident, String channel);

  /** The command that does the same, for when the form does not open. */
  abstract String command(Incident incident);

  /** The name of the form's field. */
  abstract String field();

  /** What is wrong with what was filled in. */
  abstract Optional<String> wrong(Incident incident, String text);

  abstract Message done(IncidentId id, String user, String text);

  @Override
  public final Optional<Message> open(Click click, Modals.Trigger trigger) {
    var found = clicked(messages, click).flatMap(incidents::find);
    if (found.isEmpty()) {
      return Optional.of(RequestMessages.elsewhere());
    }
    var incident = found.get();
    var reply = atOnce(incident, click.user());
    if (reply.isPresent()) {
      return reply.filter(it -> !it.accepted()).map(Decisions.Reply::message);
    }
    return trigger.open(form(incident, click.channel()))
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "Slack did not open the form in time, so nothing was done. Press the button again, or type `/pipeline-lock %s`."
                    .formatted(command(incident))));
  }

  @Override
  public final Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var incident =
        remembered.flatMap(it -> IncidentId.parse(it.subject())).flatMap(incidents::find);
    var place = remembered.flatMap(it -> incident.flatMap(found -> place(found.id(), it)));
    if (place.isEmpty()) {
      return wrong("This form is not of an incident's own thread. Close it, and go there.");
    }
    var found = incident.orElseThrow();
    String text = submission.text(field());
    return wrong(found, text)
        .map(this::wrong)
        .orElseGet(
            () ->
                new Submitted.Accepted(
                    List.of(place.get()), _ -> done(found.id(), submission.user(), text)));
  }

  /** The incident's thread, or the bot's message about it in another channel. */
  private Optional<Place> place(IncidentId id, Remembered remembered) {
    String channel = remembered.channel();
    return messages
        .root(id, channel)
        .map(root -> new Place(channel, Optional.of(root)))
        .or(
            () ->
                messages.isIn(id, channel)
                    ? Optional.of(new Place(channel, Optional.empty()))
                    : Optional.empty());
  }

  private Submitted wrong(String text) {
    return new Submitted.Wrong(Map.of(field(), text));
  }
}
