package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pipelinelock.aws.PlayedCodeCommit.answer;
import static pipelinelock.aws.PlayedCodeCommit.asked;
import static pipelinelock.aws.PlayedCodeCommit.error;
import static pipelinelock.aws.PlayedCodeCommit.on;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.Committer;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.secrecy.KnownSecrets;

class AssumedRoleTest {
  private static final String ARN = "arn:aws:iam::123456789012:role/pipeline-lock";

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final PlayedCodeCommit codeCommit = new PlayedCodeCommit(server);

  @BeforeEach
  void oneClaim() {
    codeCommit.tip("c1");
    codeCommit.commit("c1", 1, "adding claimed: lock");
    codeCommit.claimed("c1");
  }

  @Test
  void theRoleIsTakenOnOnceAndSignsEveryCall() {
    roleMayBeTakenOn();
    var pool = pool(Optional.of("dev04"));

    assertThat(pool.read().place()).isEqualTo(Place.CLAIMED);
    assertThat(pool.read().place()).isEqualTo(Place.CLAIMED);

    server.verify(
        1,
        assumed()
            .withHeader("Authorization", containing("Credential=AKIAOWN/"))
            .withRequestBody(containing("RoleSessionName=pipeline-lock-dev04"))
            .withRequestBody(containing("ExternalId=dev04"))
            .withRequestBody(containing("DurationSeconds=1800"))
            .withRequestBody(containing("SourceIdentity=the-bot"))
            .withRequestBody(
                containing("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fpipeline-lock")));
    for (String action : new String[] {"GetBranch", "GetCommit", "GetFolder"}) {
      server.verify(
          asked(action)
              .withHeader("Authorization", containing("Credential=ASIAROLE/"))
              .withHeader("X-Amz-Security-Token", equalTo("s3cret-session")));
    }
    assertThat(KnownSecrets.hide("AWS got s3cret-session, sic")).isEqualTo("AWS got ***, sic");
    server.verify(
        0, asked("GetBranch").withHeader("Authorization", containing("Credential=AKIAOWN/")));
  }

  @Test
  void aRoleThatMayNotBeTakenOnIsNamed() {
    server.stubFor(
        assumeRole()
            .willReturn(
                aResponse()
                    .withStatus(403)
                    .withHeader("Content-Type", "text/xml")
                    .withHeader("x-amzn-RequestId", "r")
                    .withBody(
                        """
                        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <Error><Type>Sender</Type><Code>AccessDenied</Code>
                          <Message>told by AWS</Message></Error>
                          <RequestId>r</RequestId>
                        </ErrorResponse>
                        """)));

    var failure = catchThrowableOfType(RemoteFailure.class, pool(Optional.empty())::read);

    assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(failure)
        .hasMessage(
            "the CodeCommit repository 'pool-dev04' in us-east-1 cannot be asked for: AWS does not allow"
                + " the bot to assume role arn:aws:iam::123456789012:role/pipeline-lock (AccessDenied);"
                + " allow sts:AssumeRole on it for the bot's AWS credentials, and add that identity to its trust policy"
                + ", with the external id that it requires (aws.external_id)");
    server.verify(0, asked("GetBranch"));
  }

  @Test
  void aReleaseIsTheActOfWhomItWasAskedByAndAReadingIsTheBots() {
    roleMayBeTakenOn();
    server.stubFor(on("CreateCommit").willReturn(answer("{\"commitId\":\"c2\"}")));
    var config = config(Optional.empty(), "lock-{person}");
    new CodeCommitLockPool(config, PlayedCodeCommit.OWN).read();
    var releaser = new CodeCommitLockReleaser(config, Committer.BOT, PlayedCodeCommit.OWN);

    for (String requester : List.of("U0ANA", "U0CLEO", "U0ANA")) {
      releaser.release(
          new LockReleaser.Release(
              new Step.ReleaseLock("create-cloudfoundry", "lock", "c1", "c1"),
              new ReleaseMessage("lock", "INC-12", requester, List.of("U0BEN")),
              Instant.ofEpochSecond(1_708_340_000)));
    }

    for (String person : List.of("bot", "U0ANA", "U0CLEO")) {
      server.verify(
          1, assumed().withRequestBody(containing("SourceIdentity=lock-%s".formatted(person))));
    }
  }

  @Test
  void aRightThatTheRoleLacksIsAskedForTheRole() {
    roleMayBeTakenOn();
    server.stubFor(on("GetBranch").atPriority(1).willReturn(error(400, "AccessDeniedException")));

    var failure = catchThrowableOfType(RemoteFailure.class, pool(Optional.empty())::read);

    assertThat(failure)
        .hasMessageEndingWith(
            "cannot be read (AccessDeniedException); allow codecommit:GetBranch to role"
                + " arn:aws:iam::123456789012:role/pipeline-lock");
  }

  private static void roleMayBeTakenOn() {
    server.stubFor(
        assumeRole()
            .willReturn(
                answer(
                    """
                    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                      <AssumeRoleResult>
                        <Credentials>
                          <AccessKeyId>ASIAROLE</AccessKeyId>
                          <SecretAccessKey>s3cret-role</SecretAccessKey>
                          <SessionToken>s3cret-session</SessionToken>
                          <Expiration>2999-01-01T00:00:00Z</Expiration>
                        </Credentials>
                      </AssumeRoleResult>
                    </AssumeRoleResponse>
                    """)));
  }

  private CodeCommitLockPool pool(Optional<String> externalId) {
    return new CodeCommitLockPool(config(externalId, "the-bot"), PlayedCodeCommit.OWN);
  }

  private CodeCommitConfig config(Optional<String> externalId, String sourceIdentity) {
    var role =
        new CodeCommitConfig.Role(
            ARN,
            externalId,
            "pipeline-lock-dev04",
            Optional.of(Duration.ofMinutes(30)),
            Optional.of(sourceIdentity));
    return codeCommit.config(Optional.of(role), 10, Duration.ofSeconds(20));
  }

  private static MappingBuilder assumeRole() {
    return post("/").withRequestBody(containing("Action=AssumeRole"));
  }

  private static RequestPatternBuilder assumed() {
    return postRequestedFor(urlEqualTo("/")).withRequestBody(containing("Action=AssumeRole"));
  }
}
