package pipelinelock.store;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.UnprovenRecord;
import pipelinelock.store.event.UnreadableEvent;

/**
 * The proofs of recently read incidents. Callers still read everything that is stored for an
 * incident; the part that is identical to what was proved before is not hashed and parsed again,
 * only what follows it. The rules judge the whole again whenever something follows. Any difference
 * or doubt sends everything through {@link RecordProof#of}.
 */
final class ProofCache {
  /** More than are open at a time; each holds all events of its incident. */
  private static final int KEPT = 16;

  private record Proved(List<Link> links, RecordProof proof) {
    boolean begins(List<Link> all) {
      return all.size() >= links.size() && all.subList(0, links.size()).equals(links);
    }
  }

  private final Cache<IncidentId, Proved> last =
      CacheBuilder.newBuilder().maximumSize(KEPT).build();

  /**
   * As {@link RecordProof#of}.
   *
   * @throws UnprovenRecord when it does not hold
   * @throws UnreadableEvent when this version does not understand an event of it
   */
  Optional<RecordProof> of(IncidentId id, List<Link> links) {
    var proof = further(id, links).or(() -> RecordProof.of(id, links));
    proof.ifPresent(it -> last.put(id, new Proved(List.copyOf(links), it)));
    return proof;
  }

  private Optional<RecordProof> further(IncidentId id, List<Link> links) {
    return Optional.ofNullable(last.getIfPresent(id))
        .filter(it -> it.begins(links))
        .flatMap(it -> it.proof().with(links.subList(it.links().size(), links.size())));
  }
}
