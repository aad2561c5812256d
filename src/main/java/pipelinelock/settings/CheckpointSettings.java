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
 * @param s3 a bucket that keeps checkpoints
 */
public record CheckpointSettings(
    Optional<SigningKey> key, List<VerifyingKey> keys, Optional<S3Bucket> s3) {
  /** Nothing is signed or checked. */
  public static final CheckpointSettings NONE =
      new CheckpointSettings(Optional.empty(), List.of(), Optional.empty());

  /**
   * A bucket with object lock.
   *
   * @param prefix of the keys of its objects; may be empty
   * @param keepDays for how long no one can delete them; absent = as the bucket says by default
   */
  public record S3Bucket(
      String bucket, String prefix, Optional<String> region, Optional<Integer> keepDays) {}

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
