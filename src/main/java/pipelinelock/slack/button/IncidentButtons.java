package pipelinelock.slack.button;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.click.Actor;
import pipelinelock.slack.click.ButtonAction;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.click.RequestMessages;
import pipelinelock.slack.form.FormAction;
import pipelinelock.slack.form.Remembered;
import pipelinelock.slack.form.Submission;
import pipelinelock.slack.form.Submitted;
import pipelinelock.slack.form.Submitted.Place;

/**
 * Handles each button about an incident: checks that the click was in the bot's own message and
 * that the message still says what the bot wrote, asks a question if the button has one, and
 * decides.
 */
public final class IncidentButtons {
  private final Incidents incidents;
  private final Cards cards;
  private final Decisions decisions;
  private final RequestMessages messages;

  public IncidentButtons(Incidents incidents, Cards cards, Decisions decisions) {
    this.incidents = incidents;
    this.cards = cards;
    this.decisions = decisions;
    this.messages = cards.messages();
  }

  public List<ButtonAction> buttons() {
    return IncidentButton.ALL.stream()
        .map(button -> new ButtonAction(button.id(), click -> press(button, click)))
        .toList();
  }

  /** The form behind each. */
  public List<FormAction> forms() {
    return IncidentButton.ALL.stream()
        .map(
            button ->
                new FormAction(
                    button.question().callback(), submission -> submit(button, submission)))
        .toList();
  }

  private Pressed press(IncidentButton button, Click click) {
    var message = button.anywhere() ? messages.ofAny(click) : messages.of(click);
    var found = message.flatMap(it -> incidents.find(it.incident()));
    if (found.isEmpty()) {
      var named = IncidentId.parse(click.value()).flatMap(incidents::find);
      var refused =
          named.map(it -> messages.refusal(it.id(), click)).orElseGet(RequestMessages::elsewhere);
      named.ifPresent(it -> decisions.keep(click.by(), button.id(), it, refused));
      return Pressed.told(refused.text());
    }
    var incident = found.get();
    var changed = cards.refusal(incident, message.orElseThrow().posted(), click);
    if (changed.isPresent()) {
      decisions.keep(click.by(), button.id(), incident, changed.get());
      return Pressed.told(changed.get().text());
    }
    return button.asks().test(incident)
        ? opens(button.question(), incident, click)
        : atOnce(button, incident, click.voice());
  }

  private Pressed atOnce(IncidentButton button, Incident incident, Actor by) {
    var reply = button.decision().by(decisions, incident.id(), by, Optional.empty());
    return reply.accepted() ? new Pressed.Done() : new Pressed.Told(reply.message());
  }

  private static Pressed opens(Question question, Incident incident, Click click) {
    var remembered =
        new Remembered(click.channel(), incident.id().toString(), Optional.of(click.seen()));
    return new Pressed.Opens(
        question.form(incident, remembered),
        "Slack did not open the form in time, so nothing was done. Press the button again, or type `/pipeline-lock %s`."
            .formatted(question.command().apply(incident)));
  }

  private Submitted submit(IncidentButton button, Submission submission) {
    var question = button.question();
    var remembered = Remembered.parse(submission.remembered());
    var incident =
        remembered.flatMap(it -> IncidentId.parse(it.subject())).flatMap(incidents::find);
    var place = remembered.flatMap(it -> incident.flatMap(found -> place(found.id(), it)));
    if (place.isEmpty()) {
      return wrong(
          question, "This form is not of an incident's own thread. Close it, and go there.");
    }
    var found = incident.orElseThrow();
    String text = submission.text(question.field().name());
    var card = remembered.flatMap(Remembered::card);
    var by = new Actor(submission.user(), submission.proof().map(it -> it.of(card)));
    return question
        .wrong()
        .apply(found, text)
        .map(it -> wrong(question, it))
        .orElseGet(
            () ->
                new Submitted.Accepted(
                    List.of(place.get()),
                    _ ->
                        button
                            .decision()
                            .by(decisions, found.id(), by, Optional.of(text))
                            .message()));
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

  private static Submitted wrong(Question question, String text) {
    return new Submitted.Wrong(Map.of(question.field().name(), text));
  }
}
