package pipelinelock.slack.thread;

import java.util.Optional;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;

/** The addresses of incidents' threads, from the ledger: nobody has to ask Slack for an answer. */
public record ThreadLinks(ThreadLedger ledger) {
  /** Empty where Slack has not given it. */
  public Optional<String> of(IncidentId incident) {
    return ledger.posted(incident).stream()
        .filter(it -> it.part().equals(Part.ROOT_LINK) && !it.isLost())
        .map(Posted::digest)
        .filter(Part::isAddress)
        .findFirst();
  }
}
