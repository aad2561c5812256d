package pipelinelock.slack.unproven;

import java.util.Optional;

/**
 * Where an unproven incident is told.
 *
 * @param part the name under which the ledger of threads keeps what was told there last
 * @param root the message that it is a reply to; empty in the channel itself
 */
record Place(String part, String channel, Optional<String> root) {
  /** Where that thread is gone: the channel that it was in. */
  Place withoutThread() {
    return new Place(part, channel, Optional.empty());
  }
}
