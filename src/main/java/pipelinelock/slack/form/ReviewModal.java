package pipelinelock.slack.form;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.RequestMessages;
import pipelinelock.slack.click.Voice;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.ReviewCard;

/** A second person's word on what one person did alone. */
public final class ReviewModal extends IncidentModal {
  static final String FINDING = "finding";
  private static final String CALLBACK = "incident.review";
  private static final int LONGEST = 1000;

  private final Decisions decisions;

  public ReviewModal(Incidents incidents, Cards cards, Decisions decisions) {
    super(incidents, cards, decisions);
    this.decisions = decisions;
  }

  @Override
  public String button() {
    return ReviewCard.REVIEW;
  }

  @Override
  public String callback() {
    return CALLBACK;
  }

  /** Also in the channel that was told of it. */
  @Override
  Optional<RequestMessages.Found> clicked(RequestMessages messages, Click click) {
    return messages.ofAny(click);
  }

  @Override
  Optional<Decisions.Reply> atOnce(Incident incident, Voice by) {
    return BreakGlassRules.isOpenForReview(incident)
        ? Optional.empty()
        : Optional.of(decisions.review(incident.id(), by, ""));
  }

  @Override
  Form form(Incident incident, Remembered remembered) {
    String reason = incident.glass().orElseThrow().reason();
    return new Form(
            CALLBACK,
            "Review " + incident.id(),
            Optional.of("Review"),
            remembered.text(),
            List.of(
                Layout.sentence(incident.request().evidence().headline()),
                Layout.sentence("It was started by one person alone, because:"),
                Layout.quote(reason)))
        .with(
            new Form.Text(
                FINDING,
                "Was it right, and what follows from it?",
                "The thread and the record show it. It closes the review.",
                BreakGlassRules.LEAST,
                LONGEST));
  }

  @Override
  String command(Incident incident) {
    return "review %s was it right, and what follows".formatted(incident.id());
  }

  @Override
  String field() {
    return FINDING;
  }

  @Override
  Optional<String> wrong(Incident incident, String text) {
    return text.length() < BreakGlassRules.LEAST
        ? Optional.of("Say in a few words whether it was right, and what follows from it.")
        : Optional.empty();
  }

  @Override
  Message done(IncidentId id, Voice by, String text) {
    return decisions.review(id, by, text).message();
  }
}
