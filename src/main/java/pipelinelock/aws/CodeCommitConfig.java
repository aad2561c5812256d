package pipelinelock.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Where one environment's lock is in CodeCommit, and how to read it.
 *
 * @param pool the pool's folder, {@code create-cloudfoundry}
 * @param lock the lock's file, {@code lock}
 * @param history the most lock commits to report
 * @param deadline the limit of one read, with all its calls and retries
 */
public record CodeCommitConfig(
    Repository repository,
    Access access,
    String pool,
    String lock,
    int history,
    Duration deadline) {
  /**
   * A branch of a repository.
   *
   * @param region {@code us-east-1}
   */
  public record Repository(String name, String branch, String region) {
    /** How messages name it. */
    String label() {
      return "the CodeCommit repository '%s' in %s".formatted(name, region);
    }
  }

  /**
   * How AWS is reached.
   *
   * @param role absent where the bot's own credentials may read
   * @param endpoint in place of the region's own addresses of CodeCommit and STS
   */
  public record Access(Optional<Role> role, Optional<URI> endpoint) {}

  /**
   * An IAM role to take on.
   *
   * @param session the name under which CloudTrail shows what the bot did
   * @param duration how long a session lasts; absent = as AWS does
   * @param sourceIdentity whom CloudTrail names as the source of it all; {@value #PERSON} in it
   *     stands for the person who asked, or for the bot
   */
  public record Role(
      String arn,
      Optional<String> externalId,
      String session,
      Optional<Duration> duration,
      Optional<String> sourceIdentity) {
    /** The place of a person in a source identity. */
    public static final String PERSON = "{person}";

    private static final String NOBODY = "bot";

    /** The role as it is taken on for this person's act. */
    Role causedBy(String person) {
      return new Role(
          arn, externalId, session, duration, sourceIdentity.map(it -> it.replace(PERSON, person)));
    }

    /** What STS is asked. */
    AssumeRoleRequest request() {
      var request = AssumeRoleRequest.builder().roleArn(arn).roleSessionName(session);
      externalId.ifPresent(request::externalId);
      duration.map(Duration::toSeconds).map(Math::toIntExact).ifPresent(request::durationSeconds);
      sourceIdentity.map(it -> it.replace(PERSON, NOBODY)).ifPresent(request::sourceIdentity);
      return request.build();
    }
  }

  /** The ten newest changes of the lock, 10 s. */
  public CodeCommitConfig(Repository repository, Access access, String pool, String lock) {
    this(repository, access, pool, lock, 10, Duration.ofSeconds(10));
  }

  public CodeCommitConfig {
    if (history < 1) {
      throw new IllegalArgumentException("history must be 1 or more, not " + history);
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be longer than zero, not " + deadline);
    }
    path("pool", pool);
    path("lock", lock);
  }

  /** The same for this person's act. */
  CodeCommitConfig causedBy(String person) {
    var role = access.role().map(it -> it.causedBy(person));
    return new CodeCommitConfig(
        repository, new Access(role, access.endpoint()), pool, lock, history, deadline);
  }

  private static void path(String name, String value) {
    if (value.isBlank() || value.startsWith("/") || value.endsWith("/")) {
      throw new IllegalArgumentException(
          "%s must be a path inside the repository, such as 'lock', not '%s'"
              .formatted(name, value));
    }
  }

  String claimedPath() {
    return pool + "/claimed/" + lock;
  }

  String unclaimedPath() {
    return pool + "/unclaimed/" + lock;
  }
}
