package pipelinelock.slack.click;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.CardRules;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.proof.ShownCards;

/**
 * Checks that a person saw what the bot had written when they pressed a button. Every version that
 * the bot itself has shown of that message counts, because it may have edited it a moment ago.
 * Anything else that was seen goes on record, is posted to everybody, and is overwritten.
 */
public final class Cards {
  private static final Logger LOG = LoggerFactory.getLogger(Cards.class);

  private final Incidents incidents;
  private final ThreadLedger ledger;
  private final ShownCards shown;

  public Cards(Incidents incidents, ThreadLedger ledger, ShownCards shown) {
    this.incidents = incidents;
    this.ledger = ledger;
    this.shown = shown;
  }

  public RequestMessages messages() {
    return new RequestMessages(ledger);
  }

  /**
   * Why a press does not count.
   *
   * @param posted the message that it was in
   */
  public Optional<Refused> refusal(Incident incident, Posted posted, Click click) {
    var versions = shown.of(incident.id(), posted.part());
    if (versions.contains(click.seen())) {
      return Optional.empty();
    }
    boolean known = posted.isKnown() && !versions.isEmpty();
    ledger.save(incident.id(), posted.withUnknownContent());
    var refused = known ? changed(incident, posted, click) : unknown(incident);
    incidents.heard(incident.id());
    return Optional.of(refused);
  }

  private Refused changed(Incident incident, Posted posted, Click click) {
    LOG.error(
        "{}: {} pressed a button in its message {}, which somebody had rewritten; replace the bot's token",
        incident.id(),
        click.by(),
        posted.part());
    var event = new CardChanged(click.by(), posted.part(), click.seen());
    var _ = incidents.act(incident.id(), (now, _) -> CardRules.changed(now, event));
    return new Refused(
        Code.CARD_CHANGED,
        "Your click did not count: the message of %s that you saw is not what the bot wrote; somebody rewrote it. The bot restores it and tells the approvers. Ask `/pipeline-lock incident %s` what it is really about, then press again or type `/pipeline-lock approve %s`."
            .formatted(incident.id(), incident.id(), incident.id()));
  }

  /**
   * A card of an earlier build or another record, or one that was being written when the process
   * ended, so that it may be the bot's in a form that Slack gave it.
   */
  private static Refused unknown(Incident incident) {
    return new Refused(
        Code.CARD_UNKNOWN,
        "Your click did not count: the bot no longer knows what it had written in that message of %s, or was just writing it. It rewrites it now: read it, and press again."
            .formatted(incident.id()));
  }
}
