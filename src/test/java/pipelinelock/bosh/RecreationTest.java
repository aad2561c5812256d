package pipelinelock.bosh;

import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.vm.RecreateOption.FIX;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;
import static pipelinelock.vm.RecreateOption.SKIP_DRAIN;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.http.Http;
import pipelinelock.runbook.platform.Recreator.Answer;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/** The requests of bosh-cli v7.10.6 ({@code director/deployment.go}), to the byte that matters. */
class RecreationTest {
  private static final String CONVERGE = "PUT /deployments/concourse/jobs/" + FakeDirector.WORKER;
  private static final String ALONE =
      "POST /deployments/concourse/instance_groups/%s/actions/recreate"
          .formatted(FakeDirector.WORKER);

  private final FakeDirector fake = new FakeDirector();

  @BeforeEach
  void start() {
    fake.start();
  }

  @AfterEach
  void stop() {
    fake.stop();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        argumentSet("plain", Set.of(), CONVERGE + "?state=recreate"),
        argumentSet("--fix", Set.of(FIX), CONVERGE + "?state=recreate&fix=true"),
        argumentSet(
            "--skip-drain", Set.of(SKIP_DRAIN), CONVERGE + "?state=recreate&skip_drain=true"),
        argumentSet(
            "--fix --skip-drain",
            EnumSet.of(FIX, SKIP_DRAIN),
            CONVERGE + "?state=recreate&skip_drain=true&fix=true"),
        argumentSet("--no-converge", Set.of(NO_CONVERGE), ALONE),
        argumentSet(
            "--no-converge --fix",
            EnumSet.of(NO_CONVERGE, FIX),
            ALONE + "?ignore_unresponsive_agent=true"),
        argumentSet(
            "--no-converge --skip-drain",
            EnumSet.of(NO_CONVERGE, SKIP_DRAIN),
            ALONE + "?skip_drain=true"),
        argumentSet(
            "all",
            EnumSet.allOf(RecreateOption.class),
            ALONE + "?skip_drain=true&ignore_unresponsive_agent=true"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void eachOptionIsSentAsBoshCliSendsIt(Set<RecreateOption> options, String request) {
    fake.takesChanges(FakeDirector.redirect(302, 260183));

    assertThat(director().recreate(FakeDirector.WORKER, options, "inc-7.1", () -> true))
        .isEqualTo(new Answer.Accepted(260183));
    assertThat(fake.changes()).singleElement().satisfies(sent -> assertSent(sent, request));
  }

  private static void assertSent(LoggedRequest sent, String request) {
    assertThat(sent.getMethod() + " " + sent.getUrl()).isEqualTo(request);
    assertThat(sent.header("Content-Type").values()).containsExactly("text/yaml");
    assertThat(sent.header("Content-Length").values()).containsExactly("0");
    assertThat(sent.header("X-Bosh-Context-Id").values()).containsExactly("inc-7.1");
    assertThat(sent.header("Authorization").values())
        .containsExactly("bearer " + FakeDirector.TOKEN);
    assertThat(sent.containsHeader("Transfer-Encoding")).isFalse();
    assertThat(sent.getBody()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void anAnswerThatLeavesDoubtIsNotAskedForAgain(Set<RecreateOption> options, String request) {
    fake.takesChanges(status(502));

    assertThat(director().recreate(FakeDirector.WORKER, options, "inc-7.1", () -> true))
        .isInstanceOf(Answer.InDoubt.class);
    assertThat(fake.changes()).as(request).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wörk er+1", "*", "..", "a/b"})
  void anOddNameIsPutIntoNoRequest(String group) {
    var odd = new InstanceId(group, FakeDirector.WORKER.id());

    assertThat(director().recreate(odd, Set.of(), "inc-7.1", () -> true))
        .isEqualTo(
            new Answer.Refused(
                "the bot sends no request for an instance with the name %s".formatted(odd)));
    assertThat(fake.paths()).isEmpty();
  }

  private Director director() {
    var config =
        new BoshConfig(
            URI.create(fake.url()),
            Optional.of(FakeDirector.UUID),
            Optional.empty(),
            new UaaClient("opsbot", "s3cret"),
            Optional.empty(),
            "concourse",
            Timeouts.USUAL);
    return Director.of(config, Http.client(), () -> Instant.parse("2024-02-19T10:00:00Z"));
  }
}
