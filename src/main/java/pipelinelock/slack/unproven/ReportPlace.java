package pipelinelock.slack.unproven;

import java.util.Optional;

/**
 * Where an unproved incident is reported.
 *
 * @param part the name under which the thread ledger keeps what was last posted there
 * @param root the message that it replies to; empty in the channel itself
 */
record ReportPlace(String part, String channel, Optional<String> root) {
  /** Where that thread is gone: the channel that it was in. */
  ReportPlace withoutThread() {
    return new ReportPlace(part, channel, Optional.empty());
  }
}
