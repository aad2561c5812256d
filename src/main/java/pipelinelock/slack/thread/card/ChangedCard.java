package pipelinelock.slack.thread.card;

import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** The notice that somebody else rewrote one of the bot's messages. */
public final class ChangedCard {
  private ChangedCard() {}

  /**
   * For the thread.
   *
   * @param voters who may decide now; empty once it is decided
   */
  static Message inThread(Incident incident, CardChanged changed, Optional<Voters> voters) {
    return Message.of(
        Layout.header("Somebody rewrote a message of " + incident.id()),
        Layout.markup(
            "%s pressed a button in one of the bot's messages about it that said something the bot never wrote, so it did *not* count. The bot has restored it."
                .formatted(Mrkdwn.mention(changed.by()))),
        Layout.markup(meaning(incident)),
        Layout.markup(warned(incident, voters)));
  }

  /** For another channel, whose readers may not see the thread. */
  public static Message elsewhere(Incident incident, CardChanged changed) {
    return Message.of(
        Layout.header(
            "Somebody rewrote the bot's message about %s in %s"
                .formatted(incident.id(), incident.environment())),
        Layout.markup(
            "What %s saw and pressed was not what the bot had posted, so it did *not* count. What is really asked for: %s"
                .formatted(
                    Mrkdwn.mention(changed.by()), Mrkdwn.code(RequestCard.subject(incident)))),
        Layout.markup(meaning(incident)));
  }

  private static String warned(Incident incident, Optional<Voters> voters) {
    String call = "Approvers, read this before you press";
    return voters
        .map(it -> String.join(" ", MentionedPeople.counting(call, it, incident.environment())))
        .orElse(call + ".");
  }

  private static String meaning(Incident incident) {
    return "Only somebody with the bot's token can do that: have the people who run the bot replace the token now. Until then trust no message here; `/pipeline-lock incident %s` answers you alone, from the record, and `/pipeline-lock approve %s` or `/pipeline-lock reject %s why` decides without any card."
        .formatted(incident.id(), incident.id(), incident.id());
  }
}
