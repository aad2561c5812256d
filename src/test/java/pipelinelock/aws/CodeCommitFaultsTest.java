package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pipelinelock.aws.PlayedCodeCommit.answer;
import static pipelinelock.aws.PlayedCodeCommit.asked;
import static pipelinelock.aws.PlayedCodeCommit.error;
import static pipelinelock.aws.PlayedCodeCommit.on;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.aws.identity.OwnIdentity;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.ClosedPort;
import pipelinelock.lock.PoolLock.Place;

class CodeCommitFaultsTest {
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

  private RemoteFailure failure() {
    return failure(codeCommit.pool());
  }

  private static RemoteFailure failure(CodeCommitLockPool pool) {
    RemoteFailure failure = catchThrowableOfType(RemoteFailure.class, pool::read);
    assertThat(failure).as("a failure").isNotNull();
    assertThat(failure.getMessage())
        .startsWith("the CodeCommit repository 'pool-dev04' in us-east-1 ")
        .doesNotContain("told by AWS")
        .doesNotContain("s3cret");
    return failure;
  }

  private static void answers(String action, ResponseDefinitionBuilder answer) {
    server.stubFor(on(action).atPriority(1).willReturn(answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | RepositoryDoesNotExistException | NOT_FOUND | does not exist for this account; check name and region",
        "400 | BranchDoesNotExistException | NOT_FOUND | has no branch 'main'; check the branch, or claim the lock once",
        "400 | AccessDeniedException | FORBIDDEN | cannot be read (AccessDeniedException); allow codecommit:GetBranch to the bot's AWS credentials",
        "400 | UnrecognizedClientException | UNAUTHORISED | does not know the access key of the bot's AWS credentials (UnrecognizedClientException); replace it: it was deleted or deactivated, belongs to another partition of AWS, or belongs to a session and has no session token beside it",
        "400 | ExpiredTokenException | UNAUTHORISED | does not accept the bot's AWS credentials: that session has expired (ExpiredTokenException); renew these credentials, and check this machine's clock",
        "400 | EncryptionKeyDisabledException | REFUSED | its KMS key is disabled, pending deletion, or missing (EncryptionKeyDisabledException); check that key in KMS, and enable it",
        "400 | ThrottlingException | BUSY | asks the bot to slow down (ThrottlingException); try again in a minute",
        "500 | InternalFailure | BROKEN | answered 500 (InternalFailure); try again, and check https://health.aws.amazon.com",
        "503 | ServiceUnavailable | BROKEN | answered 503 (ServiceUnavailable); try again, and check https://health.aws.amazon.com"
      })
  void whatAwsRefusesIsToldWithItsReason(int status, String type, Kind kind, String message) {
    answers("GetBranch", error(status, type));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageEndingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetBranch", "GetCommit", "GetFolder"})
  void theRightThatIsMissingIsNamed(String action) {
    answers(action, error(400, "AccessDeniedException"));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(failure).hasMessageContaining("allow codecommit:" + action);
  }

  @ParameterizedTest
  @CsvSource({"400, ThrottlingException", "500, InternalFailure"})
  void whatPassesIsAskedAgain(int status, String type) {
    server.stubFor(
        on("GetBranch")
            .atPriority(1)
            .inScenario("passing")
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("past")
            .willReturn(error(status, type)));

    assertThat(codeCommit.pool().read().place()).isEqualTo(Place.CLAIMED);
    server.verify(2, asked("GetBranch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetBranch", "GetCommit", "GetFolder"})
  void noReadingTakesLongerThanItsDeadline(String action) {
    answers(action, answer("{}").withFixedDelay(30_000));
    long began = System.nanoTime();

    var failure = failure(codeCommit.pool(Duration.ofMillis(1_500)));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));
    assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(failure).hasMessageEndingWith("did not answer within 1.5 s");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
  void aConnectionThatBreaksIsUnreachable(Fault fault) {
    answers("GetBranch", aResponse().withFault(fault));

    assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void nobodyAtTheAddressIsUnreachable() throws IOException {
    int free = ClosedPort.number();
    var usual = codeCommit.config(Optional.empty(), 10, Duration.ofSeconds(20));
    var elsewhere =
        new CodeCommitConfig.Access(
            Optional.empty(), Optional.of(URI.create("http://127.0.0.1:" + free)));
    var config = new CodeCommitConfig(usual.repository(), elsewhere, "create-cloudfoundry", "lock");

    var failure = failure(new CodeCommitLockPool(config, PlayedCodeCommit.OWN));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "GetBranch, <html>proxy</html>",
    "GetBranch, {}",
    "GetBranch, '{\"branch\":{}}'",
    "GetCommit, '{\"commit\":{\"commitId\":\"c1\"}}'",
    "GetCommit, '{\"commit\":{\"commitId\":\"c1\",\"author\":{},\"committer\":{\"date\":\"soon\"}}}'",
    "GetFolder, {}",
    "GetFolder, {"
  })
  void anAnswerThatMakesNoSenseIsNotTakenForALock(String action, String body) {
    answers(action, answer(body));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.GARBAGE);
    assertThat(failure).hasMessageContaining("sent an answer to " + action);
  }

  @Test
  void aBotWithoutCredentialsIsToldWhatItNeeds() {
    var none =
        new OwnIdentity(
            Map.of("HOME", "/nonexistent", "AWS_EC2_METADATA_DISABLED", "true"),
            (_, role) -> {
              throw new AssertionError("no role is to be taken on: " + role);
            });
    var config = codeCommit.config(Optional.empty(), 10, Duration.ofSeconds(20));

    var failure = failure(new CodeCommitLockPool(config, none));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
    assertThat(failure)
        .hasMessageContaining("cannot be asked for: there are no AWS credentials")
        .hasMessageContaining("give the bot's machine a role");
  }

  @Test
  void aPageToLogInIsNotTakenForAws() {
    server.stubFor(
        on("GetBranch")
            .atPriority(1)
            .willReturn(
                aResponse().withHeader("Content-Type", "text/html").withBody("<html>s3cret")));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.GARBAGE);
    assertThat(failure)
        .hasMessageContaining("was answered by a web page, for example a login page");
  }

  @Test
  void aFailureIsNotKept() {
    var pool = codeCommit.pool();
    answers("GetFolder", error(400, "AccessDeniedException"));
    assertThatThrownBy(pool::read).isInstanceOf(RemoteFailure.class);

    server.resetMappings();
    oneClaim();

    assertThat(pool.read().place()).isEqualTo(Place.CLAIMED);
  }
}
