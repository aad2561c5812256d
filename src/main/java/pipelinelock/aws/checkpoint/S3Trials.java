package pipelinelock.aws.checkpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tests whether a bucket can keep checkpoints, by calls that change nothing. */
final class S3Trials {
  private static final int NOT_FOUND = 404;
  private static final int CONDITION_FAILED = 412;

  /** No text is known that has this MD5. */
  private static final String NOBODYS_ETAG = "\"00000000000000000000000000000000\"";

  /** Under the prefix; nothing has this key. */
  private static final String NEVER_THERE = "check-config";

  private final Bucket bucket;
  private final S3Witness.Place place;
  private final InstantSource clock;

  S3Trials(Bucket bucket, S3Witness.Place place, InstantSource clock) {
    this.bucket = bucket;
    this.place = place;
    this.clock = clock;
  }

  List<Trial> all() {
    return List.of(
        new Trial("witness s3 lock", this::lock),
        new Trial("witness s3 put", this::put),
        new Trial("witness s3 delete", this::delete));
  }

  private TrialOutcome lock() {
    try {
      var configuration = ifThere(this::configuration);
      return new S3Lock(
              isVersioned(),
              configuration
                  .map(it -> it.objectLockEnabled() == ObjectLockEnabled.ENABLED)
                  .orElse(false),
              configuration
                  .map(ObjectLockConfiguration::rule)
                  .map(ObjectLockRule::defaultRetention),
              place.keep(),
              bucket.newest().map(this::lockOf).orElseGet(S3Lock.Newest.None::new))
          .outcome(clock.instant());
    } catch (RemoteFailure e) {
      if (e.kind() == Kind.FORBIDDEN) {
        return notKnown("whether it has object lock", e);
      }
      throw e;
    }
  }

  private ObjectLockConfiguration configuration() {
    return bucket.ask(
        "s3:GetBucketObjectLockConfiguration",
        s3 ->
            s3.getObjectLockConfiguration(it -> it.bucket(place.bucket()))
                .objectLockConfiguration());
  }

  private boolean isVersioned() {
    return bucket.ask(
            "s3:GetBucketVersioning",
            s3 -> s3.getBucketVersioning(it -> it.bucket(place.bucket())).status())
        == BucketVersioningStatus.ENABLED;
  }

  private S3Lock.Newest lockOf(ObjectVersion version) {
    try {
      return ifThere(() -> retention(version))
          .<S3Lock.Newest>map(it -> new S3Lock.Newest.Locked(it.mode(), it.retainUntilDate()))
          .orElseGet(S3Lock.Newest.Unlocked::new);
    } catch (RemoteFailure e) {
      if (e.kind() == Kind.FORBIDDEN) {
        return new S3Lock.Newest.NotKnown();
      }
      throw e;
    }
  }

  private ObjectLockRetention retention(ObjectVersion version) {
    return bucket.ask(
        "s3:GetObjectRetention",
        s3 ->
            s3.getObjectRetention(
                    it ->
                        it.bucket(place.bucket()).key(version.key()).versionId(version.versionId()))
                .retention());
  }

  /**
   * Rights are looked at before conditions, and this one holds of no object. What a store would
   * write that heeds none is what is there already, or nothing.
   */
  private TrialOutcome put() {
    var there = bucket.newest();
    var key = there.map(ObjectVersion::key).orElse(place.prefix() + NEVER_THERE);
    var text = there.map(bucket::text).orElse("");
    var request = place.put(key, clock.instant()).ifMatch(NOBODYS_ETAG).build();
    boolean written =
        bucket.ask(
            S3Witness.PUT_RIGHTS,
            s3 -> {
              try {
                return s3.putObject(request, RequestBody.fromString(text)).eTag() != null;
              } catch (S3Exception e) {
                if (e.statusCode() == CONDITION_FAILED || isAboutAKey(e)) {
                  return false;
                }
                throw e;
              }
            });
    return written
        ? TrialOutcome.doubtful(
            "it heeds no conditions of a put, and wrote %s: so it is not S3, and may write over checkpoints"
                .formatted(key),
            "use a store that knows conditional writes")
        : TrialOutcome.good(
            "the bot may put checkpoints there (tried by a put that cannot happen)");
  }

  private static boolean isAboutAKey(S3Exception e) {
    return e.statusCode() == NOT_FOUND && e.awsErrorDetails().errorCode().equals("NoSuchKey");
  }

  /** Of what was never there, so that there is nothing to delete. */
  private TrialOutcome delete() {
    try {
      var _ =
          bucket.ask(
              "s3:DeleteObjectVersion",
              s3 ->
                  s3.deleteObject(
                      it ->
                          it.bucket(place.bucket())
                              .key(place.prefix() + NEVER_THERE)
                              .versionId("null")));
      return TrialOutcome.doubtful(
          "the bot may delete there, so whoever has its rights may too, as soon as a lock ends",
          "take s3:DeleteObject, s3:DeleteObjectVersion and s3:BypassGovernanceRetention from it");
    } catch (RemoteFailure e) {
      return e.kind() == Kind.FORBIDDEN
          ? TrialOutcome.good("the bot may not delete there (tried on what is not there)")
          : notKnown("whether the bot may delete there", e);
    }
  }

  private static TrialOutcome notKnown(String what, RemoteFailure why) {
    return TrialOutcome.doubtful(
        "%s is not known: %s".formatted(what, why.what()),
        why.cure().orElse("look in the bucket's settings"));
  }

  private static <T> Optional<T> ifThere(Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (RemoteFailure e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
