package pipelinelock.audit.checkpoint;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of all nodes, those of before too: old checkpoints are still checked by them. */
public final class TrustedKeys {
  private final Map<String, VerifyingKey> keys;

  public TrustedKeys(Collection<VerifyingKey> keys) {
    this.keys =
        keys.stream().collect(Collectors.toMap(VerifyingKey::id, it -> it, (one, _) -> one));
  }

  public boolean has(String id) {
    return keys.containsKey(id);
  }

  /** Why this signature proves nothing, a clause; empty when it does. */
  public Optional<String> problem(SignedCheckpoint signed) {
    String id = signed.checkpoint().key();
    var key = keys.get(id);
    if (key == null) {
      return Optional.of("is signed by the key %s, which the settings do not name".formatted(id));
    }
    return key.signed(signed)
        ? Optional.empty()
        : Optional.of("has a signature that is not of the key %s".formatted(id));
  }
}
