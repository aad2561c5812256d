package pipelinelock.slack.click;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.slack.thread.Part;

/** The bot's own messages; a click in any other message does not count. */
public record RequestMessages(ThreadLedger ledger) {
  /** A message of the bot's, and the incident that it is about. */
  public record Found(IncidentId incident, Posted posted) {}

  /**
   * The incident, if the click was in the message that the bot posted for its request, or in the
   * one by which it asked this very person.
   */
  public Optional<Found> of(Click click) {
    return of(click, Set.of(Part.REQUEST, Part.ask(click.user()))::contains);
  }

  /** The incident, if the click was in any message that the bot posted about it to everybody. */
  public Optional<Found> ofAny(Click click) {
    return of(click, part -> !Part.isDirect(part) && !Part.isNote(part));
  }

  private Optional<Found> of(Click click, Predicate<String> part) {
    return IncidentId.parse(click.value())
        .flatMap(
            id ->
                ledger.posted(id).stream()
                    .filter(
                        it ->
                            part.test(it.part())
                                && it.channel().equals(click.channel())
                                && it.ts().equals(click.messageTs()))
                    .map(it -> new Found(id, it))
                    .findFirst());
  }

  /**
   * Why a press in a message that the bot does not know does not count. Slack shows a message
   * before its answer says which one it is, so somebody may press in the newest before the bot has
   * noted it. That may be somebody else's message just as well, so it does not count.
   */
  public Refused refusal(IncidentId id, Click click) {
    boolean newest =
        ledger.incidentAt(click.channel(), click.messageTs()).isEmpty()
            && ledger.posted(id).stream().allMatch(it -> it.ts().compareTo(click.messageTs()) < 0);
    return newest ? justPosted(id) : elsewhere();
  }

  private static Refused justPosted(IncidentId id) {
    return new Refused(
        Code.CARD_UNKNOWN,
        "Your click did not count: the bot does not know this message of %s yet, it may be posting it just now. Wait a few seconds and press again. If you read this once more, it is not the bot's message: type `/pipeline-lock approve %s`."
            .formatted(id, id));
  }

  public static Refused elsewhere() {
    return new Refused(
        Code.ELSEWHERE,
        "This button is not the one in the incident's own thread, so it does not count. Go to the incident channel and press it there, or type `/pipeline-lock approve INC-…`.");
  }

  /** Whether the bot has posted about the incident in this channel. */
  public boolean isIn(IncidentId id, String channel) {
    return ledger.posted(id).stream().anyMatch(it -> it.channel().equals(channel));
  }

  /** The first message of the incident's thread in this channel. */
  public Optional<String> root(IncidentId id, String channel) {
    return ledger.posted(id).stream()
        .filter(it -> it.part().equals(Part.ROOT) && it.channel().equals(channel))
        .map(Posted::ts)
        .findFirst();
  }
}
