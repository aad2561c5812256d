package pipelinelock.slack.unwritten;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.Outreach;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ToldSoFar;

/** Whether Slack took any message about an incident. Each change of the reason is logged once. */
public final class SlackOutreach implements Outreach {
  private static final Logger LOG = LoggerFactory.getLogger(SlackOutreach.class);

  private final ThreadLedger ledger;
  private final Map<IncidentId, String> logged = new ConcurrentHashMap<>();

  public SlackOutreach(ThreadLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<String> unreached(IncidentId incident) {
    var told = new ToldSoFar(ledger.posted(incident));
    if (told.isReached()) {
      if (logged.remove(incident) != null) {
        LOG.info("{}: people were reached, so it goes on", incident);
      }
      return Optional.empty();
    }
    var why = why(told);
    if (!why.equals(logged.put(incident, why))) {
      LOG.warn("{}: nothing of it begins, because {}", incident, why);
    }
    return Optional.of(why);
  }

  private static String why(ToldSoFar told) {
    return told.refused()
        .map(
            it ->
                "nobody could be told of it: Slack takes no message in its channel (%s), nor a direct one"
                    .formatted(it.error()))
        .orElse("nobody could be told of it yet: Slack has taken no message about it");
  }
}
