package pipelinelock.aws.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.audit.trial.TrialOutcome.Worth.BAD;
import static pipelinelock.audit.trial.TrialOutcome.Worth.DOUBTFUL;
import static pipelinelock.audit.trial.TrialOutcome.Worth.GOOD;
import static software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode.COMPLIANCE;
import static software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode.GOVERNANCE;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.audit.trial.TrialOutcome.Worth;
import pipelinelock.aws.checkpoint.S3Lock.Newest;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

class S3LockTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Optional<Duration> ASKED = Optional.of(Duration.ofDays(400));
  private static final Optional<Duration> NOT_ASKED = Optional.empty();
  private static final Newest NONE = new Newest.None();

  private static Optional<DefaultRetention> rule(ObjectLockRetentionMode mode) {
    return Optional.of(DefaultRetention.builder().mode(mode).years(1).build());
  }

  private static Newest locked(ObjectLockRetentionMode mode, int days) {
    return new Newest.Locked(mode, NOW.plus(Duration.ofDays(days)));
  }

  static Stream<Arguments> cases() {
    Optional<DefaultRetention> noRule = Optional.empty();
    return Stream.of(
        argumentSet("no versions", new S3Lock(false, true, noRule, ASKED, NONE), BAD, "versions"),
        argumentSet("no lock", new S3Lock(true, false, noRule, ASKED, NONE), BAD, "object lock"),
        argumentSet(
            "a lock of no length",
            new S3Lock(true, true, noRule, NOT_ASKED, NONE),
            BAD,
            "how long"),
        argumentSet(
            "the settings' length", new S3Lock(true, true, noRule, ASKED, NONE), GOOD, "400 days"),
        argumentSet(
            "the bucket's length",
            new S3Lock(true, true, rule(COMPLIANCE), NOT_ASKED, NONE),
            GOOD,
            "1 year (COMPLIANCE)"),
        argumentSet(
            "governance",
            new S3Lock(true, true, rule(GOVERNANCE), NOT_ASKED, NONE),
            DOUBTFUL,
            "s3:BypassGovernanceRetention"),
        argumentSet(
            "the settings' compliance over the bucket's governance",
            new S3Lock(true, true, rule(GOVERNANCE), ASKED, NONE),
            GOOD,
            "COMPLIANCE"),
        argumentSet(
            "the newest in governance, whatever was asked",
            new S3Lock(true, true, rule(COMPLIANCE), ASKED, locked(GOVERNANCE, 3)),
            DOUBTFUL,
            "s3:BypassGovernanceRetention"),
        argumentSet(
            "the newest under no lock, whatever was asked",
            new S3Lock(true, true, rule(COMPLIANCE), ASKED, new Newest.Unlocked()),
            BAD,
            "under no lock"),
        argumentSet(
            "the newest's lock over",
            new S3Lock(true, true, rule(COMPLIANCE), ASKED, locked(COMPLIANCE, 0)),
            DOUBTFUL,
            "ended"),
        argumentSet(
            "the newest locked",
            new S3Lock(true, true, noRule, ASKED, locked(COMPLIANCE, 400)),
            GOOD,
            "locked until 2028-01-04"),
        argumentSet(
            "the newest not to be asked",
            new S3Lock(true, true, noRule, ASKED, new Newest.NotKnown()),
            DOUBTFUL,
            "is not known"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatABucketIsWorth(S3Lock lock, Worth worth, String found) {
    var outcome = lock.outcome(NOW);
    assertThat(outcome.worth()).isEqualTo(worth);
    assertThat(outcome.found()).contains(found);
    assertThat(outcome.advice().isEmpty()).isEqualTo(worth == GOOD);
  }
}
