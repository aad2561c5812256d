package pipelinelock.slack.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Step;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.command.Submitted.Place;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.RequestCard;

/**
 * The yes under a request. It counts only in the message that the bot posted for it; where the
 * policy says so, the environment's name has to be typed first.
 */
public final class ApproveModal implements ButtonModal {
  static final String NAME = "name";
  private static final String CALLBACK = "incident.approve.typed";
  private static final int LONGEST = 80;

  private final Incidents incidents;
  private final RequestMessages messages;
  private final Decisions decisions;

  public ApproveModal(Incidents incidents, ThreadLedger ledger, Decisions decisions) {
    this.incidents = incidents;
    this.messages = new RequestMessages(ledger);
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
  public Optional<Message> open(Click click, Modals.Trigger trigger) {
    var incident = messages.of(click).flatMap(incidents::find);
    if (incident.isEmpty()) {
      return Optional.of(RequestMessages.elsewhere());
    }
    var id = incident.get().id();
    if (!asksForTheName(incident.get())) {
      var reply = decisions.approve(id, click.user(), Optional.empty());
      return reply.accepted() ? Optional.empty() : Optional.of(reply.message());
    }
    return trigger.open(form(incident.get(), click.channel()))
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "Slack did not open the form in time, so nothing is approved. Press the button again, or type `/pipeline-lock approve %s %s`."
                    .formatted(id, incident.get().environment())));
  }

  private static boolean asksForTheName(Incident incident) {
    return incident.phase() instanceof Phase.AwaitingApproval
        && incident.request().policy().confirm().isPresent();
  }

  static Form form(Incident incident, String channel) {
    return new Form(
            CALLBACK,
            "Approve " + incident.id(),
            Optional.of("Approve"),
            new Remembered(channel, incident.id().toString()).text(),
            List.of(
                Layout.sentence(incident.request().evidence().headline()),
                Layout.sentence("You approve for %s:".formatted(incident.environment())),
                Layout.numbered(
                    incident.request().plan().steps().stream().map(Step::text).toList())))
        .with(
            new Form.Text(
                NAME,
                "The environment's name",
                "Type it as it stands above, so that it is the one you mean.",
                1,
                LONGEST));
  }

  @Override
  public Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var incident =
        remembered.flatMap(it -> IncidentId.parse(it.subject())).flatMap(incidents::find);
    var root = incident.flatMap(it -> messages.root(it.id(), remembered.orElseThrow().channel()));
    if (root.isEmpty()) {
      return wrong("This form is not of an incident's own thread. Close it, and go there.");
    }
    var found = incident.orElseThrow();
    String typed = submission.text(NAME);
    if (!typed.equals(found.environment().value())) {
      return wrong("That is not the name. This request is for " + found.environment() + ".");
    }
    return new Submitted.Accepted(
        List.of(new Place(remembered.orElseThrow().channel(), root)),
        _ -> decisions.approve(found.id(), submission.user(), Optional.of(typed)).message());
  }

  private static Submitted wrong(String text) {
    return new Submitted.Wrong(Map.of(NAME, text));
  }
}
