package pipelinelock.aws.checkpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.witness.Witness;
import pipelinelock.aws.SecretClients;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps each checkpoint as an object in a bucket with object lock. Until its retention ends, nobody
 * can change or delete it, not even the account's own users.
 */
public final class S3Witness implements Witness {
  static final String PUT_RIGHTS = "s3:PutObject, s3:PutObjectRetention";

  private static final int THERE_ALREADY = 412;

  private final Bucket bucket;
  private final Place place;
  private final InstantSource clock;

  /**
   * Where checkpoints are kept.
   *
   * @param prefix of their keys, as {@code dev/}; may be empty
   * @param region absent = where the machine is
   * @param keep for how long no one can delete them; absent = as the bucket says by default
   */
  public record Place(
      String bucket, String prefix, Optional<String> region, Optional<Duration> keep) {
    /** A put of a checkpoint, with the lock that is asked for. */
    PutObjectRequest.Builder put(String key, Instant now) {
      var request =
          PutObjectRequest.builder()
              .bucket(bucket)
              .key(key)
              .contentType("text/plain; charset=utf-8");
      keep.ifPresent(
          time ->
              request
                  .objectLockMode(ObjectLockMode.COMPLIANCE)
                  .objectLockRetainUntilDate(now.plus(time)));
      return request;
    }
  }

  public S3Witness(SecretClients clients, Place place, InstantSource clock) {
    this.bucket = new Bucket(clients, place);
    this.place = place;
    this.clock = clock;
  }

  @Override
  public String name() {
    return bucket.label();
  }

  @Override
  public String keep(SignedCheckpoint checkpoint) {
    var key = key(checkpoint);
    var request = place.put(key, clock.instant()).ifNoneMatch("*").build();
    boolean isNew =
        bucket.ask(
            PUT_RIGHTS,
            s3 -> {
              try {
                var _ =
                    s3.putObject(
                        request, RequestBody.fromString(checkpoint.text(), StandardCharsets.UTF_8));
                return true;
              } catch (S3Exception e) {
                if (e.statusCode() == THERE_ALREADY) {
                  return false;
                }
                throw e;
              }
            });
    if (!isNew && bucket.first(key).map(bucket::text).filter(checkpoint.text()::equals).isEmpty()) {
      throw new RemoteFailure(
          Kind.REFUSED,
          "%s has something else under the key of checkpoint %d"
              .formatted(name(), checkpoint.checkpoint().number()));
    }
    return "";
  }

  /** In the order of numbers also where S3 sorts them as texts. */
  private String key(SignedCheckpoint checkpoint) {
    return "%s%018d-%s.txt"
        .formatted(
            place.prefix(), checkpoint.checkpoint().number(), checkpoint.digest().substring(0, 16));
  }

  @Override
  public Optional<String> newest() {
    return bucket.newest().map(bucket::text);
  }

  @Override
  public String kind() {
    return "s3";
  }

  @Override
  public List<Trial> trials() {
    return new S3Trials(bucket, place, clock).all();
  }
}
