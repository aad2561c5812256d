package pipelinelock.slack.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.command.Submitted.Place;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.RequestCard;

/** The no under a request: it asks why, and ends the request. */
public final class RejectModal implements ButtonModal {
  static final String REASON = "reason";
  static final int LEAST = 5;
  private static final String CALLBACK = "incident.reject";
  private static final int LONGEST = 1000;

  private final Incidents incidents;
  private final RequestMessages messages;
  private final Decisions decisions;

  public RejectModal(Incidents incidents, ThreadLedger ledger, Decisions decisions) {
    this.incidents = incidents;
    this.messages = new RequestMessages(ledger);
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
  public Optional<Message> open(Click click, Modals.Trigger trigger) {
    var incident = messages.of(click).flatMap(incidents::find);
    if (incident.isEmpty()) {
      return Optional.of(RequestMessages.elsewhere());
    }
    var id = incident.get().id();
    if (!isOpen(incident.get())) { // too late for a reason: the answer says how it ended
      return Optional.of(decisions.reject(id, click.user(), "").message());
    }
    return trigger.open(form(incident.get(), click.channel()))
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "Slack did not open the form in time. Press the button again, or type `/pipeline-lock reject %s why not`."
                    .formatted(id)));
  }

  private static boolean isOpen(Incident incident) {
    return incident.phase() instanceof Phase.AwaitingApproval
        || incident.phase() instanceof Phase.Approved;
  }

  static Form form(Incident incident, String channel) {
    return new Form(
            CALLBACK,
            "Reject " + incident.id(),
            Optional.of("Reject"),
            new Remembered(channel, incident.id().toString()).text(),
            List.of(
                Layout.sentence(incident.request().evidence().headline()),
                Layout.sentence("One rejection ends the request; nothing is done.")))
        .with(
            new Form.Text(
                REASON, "Why not?", "The thread and the record show it.", LEAST, LONGEST));
  }

  @Override
  public Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var id = remembered.flatMap(it -> IncidentId.parse(it.subject()));
    var root = id.flatMap(it -> messages.root(it, remembered.orElseThrow().channel()));
    if (root.isEmpty()) {
      return wrong("This form is not of an incident's own thread. Close it, and go there.");
    }
    String reason = submission.text(REASON);
    if (reason.length() < LEAST) {
      return wrong("Say why in a few words: the one who asked reads it, and so does the auditor.");
    }
    return new Submitted.Accepted(
        List.of(new Place(remembered.orElseThrow().channel(), root)),
        _ -> decisions.reject(id.orElseThrow(), submission.user(), reason).message());
  }

  private static Submitted wrong(String text) {
    return new Submitted.Wrong(Map.of(REASON, text));
  }
}
