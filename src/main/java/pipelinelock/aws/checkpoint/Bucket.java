package pipelinelock.aws.checkpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import pipelinelock.aws.AwsAccess;
import pipelinelock.aws.SecretClients;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.environment.RemoteFailure;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * A witness's bucket, read by object versions: object lock protects a version, but anybody who may
 * delete can hide it behind a delete marker or put a newer version on top.
 */
final class Bucket {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final SecretClients clients;
  private final AwsAccess access;
  private final S3Witness.Place place;

  Bucket(SecretClients clients, S3Witness.Place place) {
    this.clients = clients;
    this.access = AwsAccess.in(place.region());
    this.place = place;
  }

  String label() {
    return "s3://%s/%s".formatted(place.bucket(), place.prefix());
  }

  /**
   * Asks.
   *
   * @param rights that it needs, for what is said where one of them is missing
   */
  <T> T ask(String rights, Function<S3Client, T> question) {
    try (var s3 = clients.s3(access, LIMIT)) {
      return question.apply(s3);
    } catch (SdkException e) {
      var trouble = AwsTrouble.of(e, clients.asked(access, rights));
      throw new RemoteFailure(
          trouble.kind(),
          "%s %s".formatted(label(), trouble.what()),
          trouble.fix(),
          new IllegalStateException(e.getClass().getSimpleName()));
    }
  }

  /** Of the checkpoint with the highest number, the version that was put first. */
  Optional<ObjectVersion> newest() {
    return first(place.prefix(), this::isCheckpoint);
  }

  /** The version that was put first under this key. */
  Optional<ObjectVersion> first(String key) {
    return first(key, key::equals);
  }

  /** S3 gives them sorted by key, and of one key the newest first. */
  private Optional<ObjectVersion> first(String prefix, Predicate<String> isMeant) {
    return ask(
        "s3:ListBucketVersions",
        s3 ->
            s3
                .listObjectVersionsPaginator(it -> it.bucket(place.bucket()).prefix(prefix))
                .versions()
                .stream()
                .filter(it -> isMeant.test(it.key()))
                .reduce((_, last) -> last));
  }

  private boolean isCheckpoint(String key) {
    return key.substring(place.prefix().length()).matches("[0-9]{18}-.*");
  }

  String text(ObjectVersion version) {
    ResponseBytes<GetObjectResponse> object =
        ask(
            "s3:GetObjectVersion",
            s3 ->
                s3.getObjectAsBytes(
                    it ->
                        it.bucket(place.bucket())
                            .key(version.key())
                            .versionId(version.versionId())));
    return object.asUtf8String();
  }
}
