package pipelinelock.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.SigningKey;
import pipelinelock.audit.checkpoint.TrustedKeys;
import pipelinelock.audit.checkpoint.VerifyingKey;

/**
 * Who signs checkpoints of the record, and whose signatures count.
 *
 * @param key this node's own; absent where checkpoints are only checked
 * @param keys of all nodes, and of those that signed before; this node's own counts anyway
 */
public record CheckpointSettings(Optional<SigningKey> key, List<VerifyingKey> keys) {
  /** Nothing is signed or checked. */
  public static final CheckpointSettings NONE = new CheckpointSettings(Optional.empty(), List.of());

  public CheckpointSettings {
    keys = List.copyOf(keys);
  }

  public boolean isConfigured() {
    return key.isPresent() || !keys.isEmpty();
  }

  public TrustedKeys trusted() {
    var all = new ArrayList<>(keys);
    key.map(SigningKey::verifying).ifPresent(all::add);
    return new TrustedKeys(all);
  }
}
