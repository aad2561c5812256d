package pipelinelock.aws;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.witness.Witness;
import pipelinelock.aws.trouble.Trouble;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket with object lock: an object a checkpoint, which nobody can change or delete before its
 * time is over, the account's own users included.
 */
public final class S3Witness implements Witness {
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final int THERE_ALREADY = 412;

  private final SecretClients clients;
  private final AwsAccess access;
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
      String bucket, String prefix, Optional<String> region, Optional<Duration> keep) {}

  public S3Witness(SecretClients clients, Place place, InstantSource clock) {
    this.clients = clients;
    this.access = new AwsAccess(place.region(), Optional.empty());
    this.place = place;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "s3://%s/%s".formatted(place.bucket(), place.prefix());
  }

  @Override
  public String keep(SignedCheckpoint checkpoint) {
    ask(
        "s3:PutObject, s3:PutObjectRetention",
        s3 -> {
          try {
            return s3.putObject(
                request(checkpoint),
                RequestBody.fromString(checkpoint.text(), StandardCharsets.UTF_8));
          } catch (S3Exception e) {
            if (e.statusCode() == THERE_ALREADY) {
              return e;
            }
            throw e;
          }
        });
    return "";
  }

  private PutObjectRequest request(SignedCheckpoint checkpoint) {
    var request =
        PutObjectRequest.builder()
            .bucket(place.bucket())
            .key(key(checkpoint))
            .ifNoneMatch("*")
            .contentType("text/plain; charset=utf-8");
    place
        .keep()
        .ifPresent(
            time ->
                request
                    .objectLockMode(ObjectLockMode.COMPLIANCE)
                    .objectLockRetainUntilDate(clock.instant().plus(time)));
    return request.build();
  }

  /** In the order of numbers also where S3 sorts them as texts. */
  private String key(SignedCheckpoint checkpoint) {
    return "%s%018d-%s.txt"
        .formatted(
            place.prefix(), checkpoint.checkpoint().number(), checkpoint.digest().substring(0, 16));
  }

  @Override
  public Optional<String> newest() {
    return ask(
        "s3:ListBucket, s3:GetObject",
        s3 ->
            s3
                .listObjectsV2Paginator(it -> it.bucket(place.bucket()).prefix(place.prefix()))
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(key -> key.substring(place.prefix().length()).matches("[0-9]{18}-.*"))
                .reduce((_, last) -> last)
                .map(key -> text(s3, key)));
  }

  private String text(S3Client s3, String key) {
    ResponseBytes<GetObjectResponse> object =
        s3.getObjectAsBytes(it -> it.bucket(place.bucket()).key(key));
    return object.asUtf8String();
  }

  private <T> T ask(String rights, Function<S3Client, T> question) {
    try (var s3 = clients.s3(access, LIMIT)) {
      return question.apply(s3);
    } catch (SdkException e) {
      var trouble = Trouble.of(e, clients.asked(access, rights));
      throw new RemoteFailure(
          Kind.UNREACHABLE, "%s %s; %s".formatted(name(), trouble.what(), trouble.fix()));
    }
  }
}
