package pipelinelock.slack.form;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.RequestMessages;
import pipelinelock.slack.click.Voice;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.RequestCard;

/**
 * The yes under a request. It counts only in the message that the bot posted for it; where the
 * policy says so, the environment's name has to be typed first.
 */
public final class ApproveModal extends IncidentModal {
  static final String NAME = "name";
  private static final String CALLBACK = "incident.approve.typed";
  private static final int LONGEST = 80;

  private final Decisions decisions;

  public ApproveModal(Incidents incidents, Cards cards, Decisions decisions) {
    super(incidents, cards, decisions);
    this.decisions = decisions;
  }

  @Override
  public String button() {
    return RequestCard.APPROVE;
  }

  @Override
  public String callback() {
    return CALLBACK;
  }

  @Override
  Optional<RequestMessages.Found> clicked(RequestMessages messages, Click click) {
    return messages.of(click);
  }

  @Override
  Optional<Decisions.Reply> atOnce(Incident incident, Voice by) {
    boolean asksForTheName =
        incident.phase() instanceof Phase.AwaitingApproval
            && incident.request().policy().required().confirm().isPresent();
    return asksForTheName
        ? Optional.empty()
        : Optional.of(decisions.approve(incident.id(), by, Optional.empty()));
  }

  @Override
  Form form(Incident incident, Remembered remembered) {
    return new Form(
            CALLBACK,
            "Approve " + incident.id(),
            Optional.of("Approve"),
            remembered.text(),
            List.of(
                Layout.sentence(incident.request().evidence().headline()),
                Layout.sentence("You approve for %s:".formatted(incident.environment())),
                Layout.numbered(
                    incident.request().plan().steps().stream().map(Step::text).toList())))
        .with(
            new Form.Text(
                NAME,
                "The environment's name",
                "Type it exactly as above, to confirm that you mean this environment.",
                1,
                LONGEST));
  }

  @Override
  String command(Incident incident) {
    return "approve %s %s".formatted(incident.id(), incident.environment());
  }

  @Override
  String field() {
    return NAME;
  }

  @Override
  Optional<String> wrong(Incident incident, String text) {
    return text.equals(incident.environment().value())
        ? Optional.empty()
        : Optional.of("That is not the name. This request is for " + incident.environment() + ".");
  }

  @Override
  Message done(IncidentId id, Voice by, String text) {
    return decisions.approve(id, by, Optional.of(text)).message();
  }
}
