package pipelinelock.slack.click;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;

/** Records refusals without ever getting in the way of the reply to the person. */
public record RefusalNotes(RefusalLog log) {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalNotes.class);

  public void add(Refusal refusal) {
    try {
      log.add(refusal);
    } catch (RecordUnavailable e) {
      LOG.warn("a refusal is not kept ({}): {}", refusal, e.getMessage());
    }
  }
}
