package pipelinelock.slack.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.RequestMessages;
import pipelinelock.slack.click.Voice;
import pipelinelock.slack.form.Submitted.Place;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/** A form with one field, behind a button in a message that the bot posted about an incident. */
public abstract sealed class IncidentModal implements ButtonModal
    permits ApproveModal, RejectModal, ReviewModal {
  private final Incidents incidents;
  private final Cards cards;
  private final Decisions decisions;
  private final RequestMessages messages;

  IncidentModal(Incidents incidents, Cards cards, Decisions decisions) {
    this.incidents = incidents;
    this.cards = cards;
    this.decisions = decisions;
    this.messages = cards.messages();
  }

  /** The message that a click was in, if it is one where it counts. */
  abstract Optional<RequestMessages.Found> clicked(RequestMessages messages, Click click);

  /** What is done or told without the form; empty where the form is needed. */
  abstract Optional<Decisions.Reply> atOnce(Incident incident, Voice by);

  abstract Form form(Incident incident, Remembered remembered);

  /** The command that does the same, for when the form does not open. */
  abstract String command(Incident incident);

  /** The name of the form's field. */
  abstract String field();

  /** What is wrong with what was filled in. */
  abstract Optional<String> wrong(Incident incident, String text);

  abstract Message done(IncidentId id, Voice by, String text);

  @Override
  public final Optional<Message> open(Click click, Modals.Trigger trigger) {
    var message = clicked(messages, click);
    var found = message.flatMap(it -> incidents.find(it.incident()));
    if (found.isEmpty()) {
      var elsewhere = RequestMessages.elsewhere();
      IncidentId.parse(click.value())
          .flatMap(incidents::find)
          .ifPresent(it -> decisions.keep(click.by(), button(), it, elsewhere));
      return Optional.of(Message.sentence(elsewhere.text()));
    }
    var incident = found.get();
    var changed = cards.refusal(incident, message.orElseThrow().posted(), click);
    if (changed.isPresent()) {
      decisions.keep(click.by(), button(), incident, changed.get());
      return changed.map(it -> Message.sentence(it.text()));
    }
    var reply = atOnce(incident, click.voice());
    if (reply.isPresent()) {
      return reply.filter(it -> !it.accepted()).map(Decisions.Reply::message);
    }
    var remembered =
        new Remembered(click.channel(), incident.id().toString(), Optional.of(click.seen()));
    return trigger.open(form(incident, remembered))
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
    var card = remembered.flatMap(Remembered::card);
    var by = new Voice(submission.user(), submission.proof().map(it -> it.of(card)));
    return wrong(found, text)
        .map(this::wrong)
        .orElseGet(
            () -> new Submitted.Accepted(List.of(place.get()), _ -> done(found.id(), by, text)));
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
