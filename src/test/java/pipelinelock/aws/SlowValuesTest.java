package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.Settings;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.read.SecretSource.Unreadable;

/** S3 gives one environment's value slowly or not at all: the other's is there, and in time. */
class SlowValuesTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String TOP =
      """
      record: {file: /var/lib/record.db}
      slack: {bot_token: xoxb-1, signing_secrets: [8f742231b10e8888], team_id: T0123, app_id: A0123}
      approvals: {approvers: {users: [U1, U2]}}
      environments:
      """;
  private static final String ENVIRONMENT =
      """
        NAME:
          tier: dev
          channel: C0INCIDENTS
          aws: {region: eu-west-1}
          lock: {pool: pool, git: {uri: https://git.example.com/NAME.git}}
          concourse: {url: https://NAME.example.com, username: bot, password: p, pipeline: cf}
          bosh:
            url: https://bosh.NAME.example.com
            client: bot
            client_secret: s3://state-NAME/secret
            deployment: concourse
            worker_groups: []
            web_groups: [concourse]
      """;

  @AutoClose private final AwsServer aws = new AwsServer();

  /** The first call of the SDK in a process loads it, which takes longer than S3 does. */
  @BeforeEach
  void theSdkIsLoaded() throws Unreadable {
    answer("warm", aResponse().withBody("s3cret"));
    var s3 =
        AwsSecretSources.of(aws.clients(), LONG).stream()
            .filter(it -> it.scheme().equals("s3"))
            .findFirst()
            .orElseThrow()
            .as(new EnvironmentName("warm"), new Aws(Optional.of("eu-west-1"), Optional.empty()));
    assertThat(s3.read("//state-warm/secret")).isEqualTo("s3cret");
  }

  private Settings settings() {
    String text = TOP + ENVIRONMENT.replace("NAME", "dev04") + ENVIRONMENT.replace("NAME", "dev05");
    return new SettingsFile(Map.of(), () -> AwsSecretSources.of(aws.clients(), LONG), LIMIT)
        .parse("it.yml", text);
  }

  private void answer(String environment, ResponseDefinitionBuilder with) {
    aws.wireMock()
        .stubFor(
            get(urlPathEqualTo("/state-%s/secret".formatted(environment)))
                .willReturn(with.withHeader("x-amz-request-id", "TX0123")));
  }

  private static EnvironmentSettings of(Settings settings, String name) {
    return settings.environment(new EnvironmentName(name));
  }

  private void assertDev05IsLate() {
    long begun = System.nanoTime();
    var settings = settings();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
    assertThat(of(settings, "dev04").isReady()).isTrue();
    assertThat(of(settings, "dev05").lack())
        .get()
        .asString()
        .startsWith("its value bosh.client_secret is missing: s3://state-dev05/secret")
        .contains("did not arrive within 8 s");
  }

  @Test
  void aBodyThatTricklesCostsItsLimitThoughEachByteComesInTime() {
    answer("dev04", aResponse().withBody("s3cret"));
    answer(
        "dev05", aResponse().withBody("s3cret".repeat(50)).withChunkedDribbleDelay(100, 100_000));

    assertDev05IsLate();
  }

  @Test
  void headersThatDoNotComeCostItToo() {
    answer("dev04", aResponse().withBody("s3cret"));
    answer("dev05", aResponse().withBody("s3cret").withFixedDelay(100_000));

    var settings = settings();

    assertThat(of(settings, "dev04").isReady()).isTrue();
    assertThat(of(settings, "dev05").lack()).get().asString().contains("s3://state-dev05/secret");
  }

  @ParameterizedTest
  @CsvSource({"404, NoSuchBucket, does not exist", "403, AccessDenied, dev05"})
  void whatS3RefusesIsNamedAndTheOtherEnvironmentIsWhole(int status, String code, String words) {
    answer("dev04", aResponse().withBody("s3cret"));
    answer(
        "dev05",
        aResponse()
            .withStatus(status)
            .withBody("<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code)));

    var settings = settings();

    assertThat(of(settings, "dev04").lack()).isEqualTo(Optional.empty());
    assertThat(of(settings, "dev05").lack().orElseThrow()).contains(code, words);
  }
}
