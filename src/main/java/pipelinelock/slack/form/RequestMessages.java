package pipelinelock.slack.form;

import java.util.Optional;
import java.util.function.Predicate;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.Part;

/** The bot's own messages: a click in any other one does not count. */
record RequestMessages(ThreadLedger ledger) {
  /** The incident, if the click was in the message that the bot posted for its request. */
  Optional<IncidentId> of(Click click) {
    return of(click, Part.REQUEST::equals);
  }

  /** The incident, if the click was in any message that the bot posted about it. */
  Optional<IncidentId> ofAny(Click click) {
    return of(click, _ -> true);
  }

  private Optional<IncidentId> of(Click click, Predicate<String> part) {
    return IncidentId.parse(click.value())
        .filter(
            id ->
                ledger.posted(id).stream()
                    .anyMatch(
                        it ->
                            part.test(it.part())
                                && it.channel().equals(click.channel())
                                && it.ts().equals(click.messageTs())));
  }

  static Message elsewhere() {
    return Message.sentence(
        "This button is not the one in the incident's own thread, so it does not count. Go to the incident channel and press it there, or type `/pipeline-lock approve INC-…`.");
  }

  /** Whether the bot has told of the incident in this channel. */
  boolean isIn(IncidentId id, String channel) {
    return ledger.posted(id).stream().anyMatch(it -> it.channel().equals(channel));
  }

  /** The first message of the incident's thread in this channel. */
  Optional<String> root(IncidentId id, String channel) {
    return ledger.posted(id).stream()
        .filter(it -> it.part().equals(Part.ROOT) && it.channel().equals(channel))
        .map(ThreadLedger.Posted::ts)
        .findFirst();
  }
}
