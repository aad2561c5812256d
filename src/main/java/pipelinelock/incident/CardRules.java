package pipelinelock.incident;

import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentEvent.CardChanged;

/** Decides when it goes on record that somebody rewrote one of the bot's messages. Pure. */
public final class CardRules {
  /** Whoever can rewrite messages must not be able to fill the record. */
  static final int MOST = 3;

  private CardRules() {}

  /** While the incident is open, each wording once, and no more than a few. */
  public static Decision changed(Incident incident, CardChanged changed) {
    var known = incident.changedCards();
    boolean again = known.stream().anyMatch(it -> it.seen().equals(changed.seen()));
    return !incident.isOpen() || again || known.size() >= MOST
        ? new Refused(
            Code.CARD_CHANGED,
            "That a message of %s was rewritten was already reported.".formatted(incident.id()))
        : Accepted.of(changed);
  }
}
