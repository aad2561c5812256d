package pipelinelock.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.checkpoint.key.VerifyingKey;
import pipelinelock.settings.EnvironmentSettings.LockSource;

/**
 * Who signs checkpoints of the record, and whose signatures are accepted.
 *
 * @param key this node's own; absent if checkpoints are only verified
 * @param kms this node's own if it is in AWS KMS; never together with key
 * @param keys of all nodes and of earlier keys; this node's own is always accepted
 * @param witnesses who receives each checkpoint
 */
public record CheckpointSettings(
    Optional<SigningKey> key, Optional<KmsKey> kms, List<VerifyingKey> keys, Witnesses witnesses) {
  /** Nothing is signed or checked. */
  public static final CheckpointSettings NONE =
      new CheckpointSettings(Optional.empty(), Optional.empty(), List.of(), Witnesses.NONE);

  /**
   * Who receives each checkpoint.
   *
   * @param s3 a bucket that keeps them
   * @param git a branch of another team's repository that keeps them
   * @param timestamp who stamps them with the time
   */
  public record Witnesses(
      Optional<S3Bucket> s3, Optional<GitBranch> git, Optional<Authority> timestamp) {
    /** Nobody. */
    public static final Witnesses NONE =
        new Witnesses(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A key in AWS KMS.
   *
   * @param keyId its id, ARN or alias
   */
  public record KmsKey(String keyId, VerifyingKey publicKey, Optional<String> region) {}

  /**
   * A time stamp authority.
   *
   * @param ca its certificate, or those of who certify it, in PEM
   */
  public record Authority(URI url, String ca) {}

  /**
   * A bucket with object lock.
   *
   * @param prefix of the keys of its objects; may be empty
   * @param keepDays for how long no one can delete them; absent = as the bucket says by default
   */
  public record S3Bucket(
      String bucket, String prefix, Optional<String> region, Optional<Integer> keepDays) {}

  /**
   * A branch of a git repository.
   *
   * @param file where the newest checkpoint is in it
   */
  public record GitBranch(LockSource.Git repository, String file) {}

  public CheckpointSettings {
    keys = List.copyOf(keys);
  }

  /** Whether this node has a key. */
  public boolean signs() {
    return key.isPresent() || kms.isPresent();
  }

  public boolean isConfigured() {
    return signs() || !keys.isEmpty();
  }

  public TrustedKeys trusted() {
    return new TrustedKeys(all());
  }

  /** All keys whose signatures count. */
  public List<VerifyingKey> all() {
    var all = new ArrayList<>(keys);
    key.map(SigningKey::verifying).ifPresent(all::add);
    kms.map(KmsKey::publicKey).ifPresent(all::add);
    return all;
  }
}
