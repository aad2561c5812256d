package pipelinelock.aws.checkpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.aws.checkpoint.PlayedBucket.OBJECT;
import static pipelinelock.aws.checkpoint.PlayedBucket.refused;
import static pipelinelock.aws.checkpoint.PlayedBucket.retention;
import static pipelinelock.aws.checkpoint.PlayedBucket.rule;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.trial.TrialOutcome.Worth;
import pipelinelock.aws.AwsServer;
import pipelinelock.environment.RemoteFailure;

/** What check-config asks of a bucket, by what S3 answers. {@code S3LockTest} has the judgement. */
class S3TrialsTest {
  @AutoClose private final PlayedBucket bucket = new PlayedBucket();

  private TrialOutcome tried(String name, Optional<Duration> keep) {
    return bucket.witness(keep).trials().stream()
        .filter(it -> it.name().equals("witness s3 " + name))
        .map(Trial::look)
        .findFirst()
        .orElseThrow()
        .get();
  }

  private TrialOutcome tried(String name) {
    return tried(name, Optional.of(Duration.ofDays(400)));
  }

  @Test
  void theLockOfTheNewestCheckpointIsReadAndNotConcluded() {
    bucket.keepsTheFirst().locks(OBJECT, retention("COMPLIANCE", "2028-01-04T12:00:00Z"));
    var found = tried("lock");
    assertThat(found.worth()).isEqualTo(Worth.GOOD);
    assertThat(found.found()).contains("locked until 2028-01-04", "COMPLIANCE");

    bucket.locks(OBJECT, refused(404, "NoSuchObjectLockConfiguration"));
    assertThat(tried("lock").worth()).isEqualTo(Worth.BAD);
    bucket.locks(OBJECT, refused(403, "AccessDenied"));
    assertThat(tried("lock").worth()).isEqualTo(Worth.DOUBTFUL);
    assertThat(tried("lock").advice()).contains("s3:GetObjectRetention");
  }

  @Test
  void theBucketsOwnRuleIsRead() {
    bucket.hasLock(rule("GOVERNANCE", 30));
    assertThat(tried("lock", Optional.empty()).found()).contains("30 days", "BypassGovernance");
    bucket.hasLock(rule("COMPLIANCE", 30));
    assertThat(tried("lock", Optional.empty()).worth()).isEqualTo(Worth.GOOD);
  }

  @Test
  void aBucketWithoutLockOrVersionsIsNoWitness() {
    bucket.says("object-lock", refused(404, "ObjectLockConfigurationNotFoundError"));
    assertThat(tried("lock").worth()).isEqualTo(Worth.BAD);
    assertThat(tried("lock").found()).contains("has no object lock");
    bucket.keepsVersions("Suspended");
    assertThat(tried("lock").found()).contains("keeps no versions");
  }

  @Test
  void whatTheBotMayNotAskIsNotKnown() {
    bucket.says("versioning", refused(403, "AccessDenied"));
    var found = tried("lock");
    assertThat(found.worth()).isEqualTo(Worth.DOUBTFUL);
    assertThat(found.found()).contains("not known");
    assertThat(found.advice()).contains("s3:GetBucketVersioning");
  }

  @Test
  void theRightToPutIsTriedByAPutThatCannotHappen() {
    bucket.keepsTheFirst();
    assertThat(tried("put").worth()).isEqualTo(Worth.GOOD);
    bucket
        .server()
        .verify(
            putRequestedFor(urlPathEqualTo("/pipeline-lock-witness/" + OBJECT))
                .withHeader("if-match", equalTo("\"00000000000000000000000000000000\"")));
    bucket.answers("AccessDenied", 403);
    assertThatThrownBy(() -> tried("put"))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("s3:PutObject");
  }

  @Test
  void theRightToPutIntoAnEmptyBucketIsTriedToo() {
    bucket.answers("NoSuchKey", 404);
    assertThat(tried("put").worth()).isEqualTo(Worth.GOOD);
    bucket.answers("", 200);
    var written = tried("put");
    assertThat(written.worth()).isEqualTo(Worth.DOUBTFUL);
    assertThat(written.found()).contains("heeds no conditions", "dev/check-config");
    bucket.answers("NoSuchBucket", 404);
    assertThatThrownBy(() -> tried("put")).isInstanceOf(RemoteFailure.class);
  }

  @Test
  void aRightToDeleteIsWarnedOfAndTriedOnNothing() {
    assertThat(tried("delete").worth()).isEqualTo(Worth.GOOD);
    bucket.server().stubFor(delete(anyUrl()).willReturn(AwsServer.fromAws(noContent())));
    var found = tried("delete");
    assertThat(found.worth()).isEqualTo(Worth.DOUBTFUL);
    assertThat(found.advice()).contains("s3:DeleteObjectVersion");
    bucket
        .server()
        .verify(
            2,
            deleteRequestedFor(urlPathEqualTo("/pipeline-lock-witness/dev/check-config"))
                .withQueryParam("versionId", equalTo("null")));
    bucket.server().stubFor(delete(anyUrl()).willReturn(refused(400, "InvalidArgument")));
    assertThat(tried("delete").found()).contains("not known");
  }
}
