package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.aws.PlayedCodeCommit.answer;
import static pipelinelock.aws.PlayedCodeCommit.asked;
import static pipelinelock.aws.PlayedCodeCommit.error;
import static pipelinelock.aws.PlayedCodeCommit.on;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.Committer;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.platform.LockReleaser.Outcome;
import pipelinelock.runbook.platform.LockReleaser.Release;

class CodeCommitLockReleaserTest {
  private static final String CHANGED = "changed";
  private static final String RELEASE =
      "unclaiming: lock\\n\\nIncident: INC-12\\nRequested-by: U0ANA\\nApproved-by: U0BEN\\nApproved-by: U0CLEO\\n";
  private static final String CLAIM =
      "main/create-cloudfoundry/pipeline-lock build 124 claiming: lock\\n";

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final PlayedCodeCommit codeCommit = new PlayedCodeCommit(server);

  /** c1 adds the lock as free, c2 claims it. */
  @BeforeEach
  void aClaimedLock() {
    codeCommit.tip("c2");
    codeCommit.commit("c1", 1708337500, "adding unclaimed: lock");
    codeCommit.commit(
        "c2", 1708337764, "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock", "c1");
    codeCommit.unclaimed("c1");
    codeCommit.claimed("c2");
  }

  private static Release approved() {
    return new Release(
        new Step.ReleaseLock("create-cloudfoundry", "lock", "c2", "c2"),
        new ReleaseMessage("lock", "INC-12", "U0ANA", List.of("U0BEN", "U0CLEO")),
        Instant.ofEpochSecond(1708340000));
  }

  private Outcome release(Duration deadline) {
    var config = codeCommit.config(Optional.empty(), 10, deadline);
    return new CodeCommitLockReleaser(config, Committer.BOT, PlayedCodeCommit.OWN)
        .release(approved());
  }

  private Outcome release() {
    return release(Duration.ofSeconds(20));
  }

  private static void answers(ResponseDefinitionBuilder answer) {
    server.stubFor(on("CreateCommit").willReturn(answer));
  }

  /** The branch is at this commit from the first call on that wants to change it. */
  private static void changesTo(String tip, ResponseDefinitionBuilder firstAnswer) {
    server.stubFor(
        on("CreateCommit")
            .inScenario("branch")
            .whenScenarioStateIs(STARTED)
            .willSetStateTo(CHANGED)
            .willReturn(firstAnswer));
    server.stubFor(
        on("CreateCommit")
            .inScenario("branch")
            .whenScenarioStateIs(CHANGED)
            .willReturn(error(400, "ParentCommitIdOutdatedException")));
    server.stubFor(
        on("GetBranch")
            .atPriority(1)
            .inScenario("branch")
            .whenScenarioStateIs(CHANGED)
            .willReturn(answer("{\"branch\":{\"commitId\":\"%s\"}}".formatted(tip))));
  }

  private static void nothingWasWritten() {
    server.verify(0, asked("CreateCommit"));
  }

  @Test
  void theLockMovesInOneCommitOnTopOfTheApprovedOne() {
    answers(answer("{\"commitId\":\"c3\",\"treeId\":\"t\"}"));

    assertThat(release()).isEqualTo(new Outcome.Released("c3"));
    server.verify(
        1,
        asked("CreateCommit")
            .withRequestBody(
                equalToJson(
                    """
                    {"repositoryName":"pool-dev04","branchName":"main","parentCommitId":"c2",
                     "authorName":"pipeline-lock","email":"pipeline-lock@localhost",
                     "commitMessage":"%s",
                     "putFiles":[{"filePath":"create-cloudfoundry/unclaimed/lock",
                      "sourceFile":{"filePath":"create-cloudfoundry/claimed/lock","isMove":true}}]}
                    """
                        .formatted(RELEASE))));
  }

  @Test
  void aBranchThatMovedSinceTheApprovalIsLeftAlone() {
    codeCommit.tip("c3");
    codeCommit.commit("c3", 1708339000, CLAIM, "c2");

    assertThat(release())
        .isEqualTo(
            new Outcome.Moved(
                "somebody else changed the branch since it was approved: commit c3, 'main/create-cloudfoundry/pipeline-lock build 124 claiming: lock', by CI Pool Resource"));
    nothingWasWritten();
  }

  @Test
  void aClaimAtTheVeryMomentWinsAndIsNotTriedAgainst() {
    codeCommit.commit("c3", 1708339000, CLAIM, "c2");
    changesTo("c3", error(400, "ParentCommitIdOutdatedException"));

    assertThat(release())
        .isInstanceOfSatisfying(
            Outcome.Moved.class, moved -> assertThat(moved.why()).contains("commit c3"));
    server.verify(1, asked("CreateCommit"));
  }

  @Test
  void anOutdatedParentIsARefusalThoughTheBranchIsStillReadAsItWas() {
    answers(error(400, "ParentCommitIdOutdatedException"));

    assertThat(release())
        .isEqualTo(new Outcome.Moved("somebody else changed the branch at the same moment"));
  }

  static Stream<ResponseDefinitionBuilder> lostAnswers() {
    return Stream.of(
        aResponse().withFault(Fault.EMPTY_RESPONSE),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        error(500, "InternalFailure"),
        answer("<html>proxy</html>"),
        answer("{}"));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void aReleaseWhoseAnswerWasLostIsFoundInTheBranch(ResponseDefinitionBuilder lost) {
    codeCommit.commit("c3", 1708340001, RELEASE, "c2");
    changesTo("c3", lost);

    assertThat(release()).isEqualTo(new Outcome.Released("c3"));
  }

  @Test
  void aReleaseWhoseAnswerWasLostIsFoundBelowTheNextClaim() {
    codeCommit.commit("c3", 1708340001, RELEASE, "c2");
    codeCommit.commit("c4", 1708340002, CLAIM, "c3");
    codeCommit.tip("c4");

    assertThat(release()).isEqualTo(new Outcome.Released("c3"));
    nothingWasWritten();
  }

  @ParameterizedTest
  @CsvSource({"c1, INC-12", "c2, INC-13"})
  void aReleaseOnAnotherCommitOrByAnotherIncidentIsSomebodyElses(String parent, String incident) {
    codeCommit.commit("c3", 1708340001, RELEASE.replace("INC-12", incident), parent);
    codeCommit.tip("c3");

    assertThat(release()).isInstanceOf(Outcome.Moved.class);
    nothingWasWritten();
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void aReleaseThatDidNotArriveIsInDoubt(ResponseDefinitionBuilder lost) {
    answers(lost);

    assertThat(release()).isInstanceOf(Outcome.InDoubt.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AccessDeniedException | cannot be written (AccessDeniedException); allow codecommit:CreateCommit to the bot's AWS credentials",
        "ExpiredTokenException | does not accept the bot's AWS credentials: that session has expired (ExpiredTokenException); renew these credentials, and check this machine's clock",
        "EncryptionKeyDisabledException | cannot be written: its KMS key is disabled, pending deletion, or missing (EncryptionKeyDisabledException); check that key in KMS, and enable it"
      })
  void whatAwsRefusesChangesNothingAndIsToldWithItsReason(String type, String message) {
    answers(error(400, type));

    assertThat(release())
        .isEqualTo(
            new Outcome.Refused("the CodeCommit repository 'pool-dev04' in us-east-1 " + message));
  }

  @Test
  void whatAwsThrottlesMayBeTriedAgain() {
    answers(error(400, "ThrottlingException"));

    assertThat(release()).isInstanceOf(Outcome.InDoubt.class);
  }

  @Test
  void aRefusalAfterWhichTheBranchCannotBeReadIsInDoubt() {
    changesTo("c3", error(400, "AccessDeniedException"));
    server.stubFor(
        on("GetBranch")
            .atPriority(1)
            .inScenario("branch")
            .whenScenarioStateIs(CHANGED)
            .willReturn(error(400, "AccessDeniedException")));

    assertThat(release())
        .isInstanceOfSatisfying(
            Outcome.InDoubt.class,
            doubt -> assertThat(doubt.why()).contains("codecommit:GetBranch"));
  }

  @Test
  void aBranchThatCannotBeReadIsNotWrittenTo() {
    server.stubFor(on("GetBranch").atPriority(1).willReturn(error(400, "AccessDeniedException")));

    assertThatThrownBy(this::release)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("allow codecommit:GetBranch to");
    nothingWasWritten();
  }

  @Test
  void aCommitWithoutTheClaimedLockIsNotReleased() {
    codeCommit.unclaimed("c2");

    assertThat(release())
        .isEqualTo(new Outcome.Moved("the lock is not claimed in the approved commit"));
    nothingWasWritten();
  }

  @Test
  void aRewrittenBranchIsLeftAlone() {
    codeCommit.commit("d1", 1708339000, "a new beginning");
    codeCommit.tip("d1");

    assertThat(release())
        .isEqualTo(
            new Outcome.Moved(
                "the branch 'main' was rewritten: the approved commit is no longer on it"));
    nothingWasWritten();
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsInDoubt() {
    answers(answer("{\"commitId\":\"c3\"}").withFixedDelay(30_000));

    assertThat(release(Duration.ofMillis(1_500)))
        .isInstanceOfSatisfying(
            Outcome.InDoubt.class,
            doubt -> assertThat(doubt.why()).endsWith("did not answer within 1.5 s"));
  }
}
