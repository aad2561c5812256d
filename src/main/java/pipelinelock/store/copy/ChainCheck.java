package pipelinelock.store.copy;

import java.util.Optional;
import java.util.Set;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;
import pipelinelock.incident.Incident;
import pipelinelock.incident.replay.Replaying;
import pipelinelock.store.RecordProof;
import pipelinelock.store.SqlFreezes;
import pipelinelock.store.event.EventJson;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.UnreadableEvent;

/**
 * Checks one chain of a record while it is read: its events must be readable, stored in their
 * canonical form, and possible under the rules. Its hashes were checked before.
 */
final class ChainCheck {
  private final long number;
  private final Verification verification;
  private final Replaying replaying;
  private Optional<Link> freeze = Optional.empty();

  /**
   * Begins one.
   *
   * @param clicks the marks of those that decided in the chains before; this one's are added
   */
  ChainCheck(long number, Verification verification, Set<String> clicks) {
    this.number = number;
    this.verification = verification;
    this.replaying = new Replaying(clicks);
  }

  /** Takes the next link, if all before it held. */
  void next(Link link) {
    try {
      if (number == EventRows.FREEZES) {
        nextFreeze(link);
      } else {
        nextEvent(link);
      }
    } catch (UnreadableEvent e) {
      verification.unreadable(number, e.at(number, link.entry().sequence()).getMessage());
    }
  }

  private void nextFreeze(Link link) {
    SqlFreezes.check(link.entry().body());
    SqlFreezes.follows(freeze, link).ifPresent(this::found);
    freeze = Optional.of(link);
  }

  private void nextEvent(Link link) {
    var recorded = EventRows.recorded(link);
    var type = EventJson.type(recorded.event());
    if (!type.equals(link.entry().type())) {
      found(RecordProof.misnamed(link, type));
      return;
    }
    replaying
        .next(recorded)
        .ifPresent(broken -> found("event %d %s".formatted(broken.sequence(), broken.why())));
  }

  private void found(String what) {
    verification.unreadable(number, "%s: %s".formatted(Verification.name(number), what));
  }

  /** What came of the incident; empty where its chain does not hold, and for freezes. */
  Optional<Incident> incident() {
    return verification.isSound(number) ? replaying.incident() : Optional.empty();
  }
}
