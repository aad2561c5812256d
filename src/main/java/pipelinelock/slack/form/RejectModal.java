package pipelinelock.slack.form;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.RequestMessages;
import pipelinelock.slack.click.Voice;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.RequestCard;

/** The no under a request: it asks why, and ends the request. */
public final class RejectModal extends IncidentModal {
  static final String REASON = "reason";
  public static final int LEAST = 5;
  private static final String CALLBACK = "incident.reject";
  private static final int LONGEST = 1000;

  private final Decisions decisions;

  public RejectModal(Incidents incidents, Cards cards, Decisions decisions) {
    super(incidents, cards, decisions);
    this.decisions = decisions;
  }

  @Override
  public String button() {
    return RequestCard.REJECT;
  }

  @Override
  public String callback() {
    return CALLBACK;
  }

  @Override
  Optional<RequestMessages.Found> clicked(RequestMessages messages, Click click) {
    return messages.of(click);
  }

  /** Too late for a reason, the answer says how it ended. */
  @Override
  Optional<Decisions.Reply> atOnce(Incident incident, Voice by) {
    boolean inTime =
        incident.phase() instanceof Phase.AwaitingApproval
            || incident.phase() instanceof Phase.Approved;
    return inTime ? Optional.empty() : Optional.of(decisions.reject(incident.id(), by, ""));
  }

  @Override
  Form form(Incident incident, Remembered remembered) {
    return new Form(
            CALLBACK,
            "Reject " + incident.id(),
            Optional.of("Reject"),
            remembered.text(),
            List.of(
                Layout.sentence(incident.request().evidence().headline()),
                Layout.sentence("One rejection ends the request; nothing is done.")))
        .with(
            new Form.Text(
                REASON, "Why not?", "The thread and the record show it.", LEAST, LONGEST));
  }

  @Override
  String command(Incident incident) {
    return "reject %s why not".formatted(incident.id());
  }

  @Override
  String field() {
    return REASON;
  }

  @Override
  Optional<String> wrong(Incident incident, String text) {
    return text.length() < LEAST
        ? Optional.of("Say why in a few words: the requester and the auditor will read it.")
        : Optional.empty();
  }

  @Override
  Message done(IncidentId id, Voice by, String text) {
    return decisions.reject(id, by, text).message();
  }
}
