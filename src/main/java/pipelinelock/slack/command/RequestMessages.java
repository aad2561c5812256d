package pipelinelock.slack.command;

import java.util.Optional;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.Part;

/** The messages that hold a request's buttons: a click anywhere else does not count. */
record RequestMessages(ThreadLedger ledger) {
  /** The incident, if the click was in the message that the bot posted for it. */
  Optional<IncidentId> of(Click click) {
    return IncidentId.parse(click.value()).filter(id -> isWhereItWasPosted(id, click));
  }

  static Message elsewhere() {
    return Message.sentence(
        "This button is not the one in the incident's own thread, so it does not count. Go to the incident channel and press it there, or type `/pipeline-lock approve INC-…`.");
  }

  /** The first message of the incident's thread in this channel. */
  Optional<String> root(IncidentId id, String channel) {
    return ledger.posted(id).stream()
        .filter(it -> it.part().equals(Part.ROOT) && it.channel().equals(channel))
        .map(ThreadLedger.Posted::ts)
        .findFirst();
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
