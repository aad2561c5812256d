package pipelinelock.slack.command;

import java.util.Optional;
import java.util.function.Function;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.Part;

/** The buttons of the request. They count only in the message that the bot posted for it. */
public final class ApprovalButtons {
  private final Decisions decisions;
  private final ThreadLedger ledger;

  public ApprovalButtons(Decisions decisions, ThreadLedger ledger) {
    this.decisions = decisions;
    this.ledger = ledger;
  }

  /** What only the person is told; empty when the thread tells everybody. */
  public Optional<Message> approve(Click click) {
    return decide(click, id -> decisions.approve(id, click.user()));
  }

  /** The same for a no. */
  public Optional<Message> reject(Click click) {
    return decide(click, id -> decisions.reject(id, click.user(), ""));
  }

  private Optional<Message> decide(Click click, Function<IncidentId, Decisions.Reply> decision) {
    var id = IncidentId.parse(click.value()).filter(it -> isWhereItWasPosted(it, click));
    if (id.isEmpty()) {
      return Optional.of(
          Message.sentence(
              "This button is not the one in the incident's own thread, so it does not count. Go to the incident channel and press it there, or type `/pipeline-lock approve INC-…`."));
    }
    var reply = decision.apply(id.get());
    return reply.accepted() ? Optional.empty() : Optional.of(reply.message());
  }

  private boolean isWhereItWasPosted(IncidentId id, Click click) {
    return ledger.posted(id).stream()
        .anyMatch(
            it ->
                it.part().equals(Part.REQUEST)
                    && it.channel().equals(click.channel())
                    && it.ts().equals(click.messageTs()));
  }
}
