package pipelinelock.audit.checkpoint.key;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pipelinelock.audit.checkpoint.SignedCheckpoint;

/**
 * The public keys of all nodes, past ones included, because old checkpoints still have to verify.
 */
public final class TrustedKeys {
  /** Asks for no signature: what is compared by it is compared, and nobody is proved by it. */
  public static final TrustedKeys WHOEVER_SIGNED = new TrustedKeys(List.of(), false);

  private final Map<String, VerifyingKey> keys;
  private final boolean asksForSignatures;

  public TrustedKeys(Collection<VerifyingKey> keys) {
    this(keys, true);
  }

  private TrustedKeys(Collection<VerifyingKey> keys, boolean asksForSignatures) {
    this.keys =
        keys.stream().collect(Collectors.toMap(VerifyingKey::id, it -> it, (one, _) -> one));
    this.asksForSignatures = asksForSignatures;
  }

  /** Why this signature proves nothing, a clause; empty when it does. */
  public Optional<String> problem(SignedCheckpoint signed) {
    if (!asksForSignatures) {
      return Optional.empty();
    }
    String id = signed.checkpoint().key();
    var key = keys.get(id);
    if (key == null) {
      return Optional.of("is signed with the key %s, which the settings do not list".formatted(id));
    }
    return key.signed(signed)
        ? Optional.empty()
        : Optional.of("has a signature that does not match the key %s".formatted(id));
  }
}
