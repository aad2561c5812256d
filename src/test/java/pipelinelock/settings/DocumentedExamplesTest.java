package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.incident.CureKind;
import pipelinelock.incident.CurePolicies;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.EnvironmentSettings.ClientCertificate;
import pipelinelock.settings.EnvironmentSettings.Committer;
import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.Settings.Http;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.Slack;

/** The examples of docs/configuration.md mean what the page says. */
class DocumentedExamplesTest {
  private static final ApprovalPolicy DEV04_POLICY =
      new ApprovalPolicy(
          2,
          true,
          Set.of(new UserId("T0123ABCD", "U0ALICE"), new UserId("T0123ABCD", "U0BOB")),
          Set.of("S0OPERATORS"),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          10);

  private static final CurePolicies DEV04_POLICIES =
      new CurePolicies(
          Map.of(
              CureKind.RECREATE,
              DEV04_POLICY,
              CureKind.RELEASE,
              DEV04_POLICY,
              CureKind.ABORT,
              oneOther(),
              CureKind.UNPAUSE,
              oneOther()));

  private static ApprovalPolicy oneOther() {
    return new ApprovalPolicy(
        1,
        false,
        DEV04_POLICY.approvers(),
        DEV04_POLICY.approverGroups(),
        Duration.ofMinutes(15),
        Duration.ofMinutes(5),
        10);
  }

  @Test
  void theWholeExampleOfTheDocumentationIsReadToTheLastKey() {
    Settings settings =
        new SettingsFile(Example.VARIABLES, List.of(new Example.PemFiles()))
            .parse("docs", Example.documented().getFirst());

    var login = new Login("pipeline-lock", new Secret("concourse-pa55"));
    var dev04 =
        new EnvironmentSettings(
            new EnvironmentName("dev04"),
            Tier.DEV,
            "C0INCIDENTS",
            DEV04_POLICIES,
            true,
            Optional.of(
                new Lock(
                    "create-cloudfoundry",
                    "lock",
                    new Committer("pipeline-lock", "pipeline-lock@localhost"),
                    "https://git.example.com/concourse-pool-dev04.git",
                    "main",
                    Optional.of(new Login("pipeline-lock", new Secret("git-pa55"))))),
            new Concourse(
                URI.create("https://deployer.dev04.example.com"),
                "main",
                login,
                "create-cloudfoundry",
                "pipeline-lock",
                "pipeline-unlock",
                Optional.of("pipeline-release-lock"),
                List.of("init-bucket", "cf-deploy", "smoke-tests", "tag-release"),
                "pipeline-pool",
                "pipeline-trigger",
                Optional.of(Example.certificate())),
            new Bosh(
                URI.create("https://bosh.dev04.example.com:25555"),
                Optional.of(Example.certificate()),
                new Access.Client("pipeline-lock", new Secret("bosh-pa55")),
                Optional.of(
                    new ClientCertificate(Example.certificate(), new Secret(Example.PemFiles.KEY))),
                Optional.of("4b5c7f3e-6c1d-4f0e-9a58-0f9d2c7b1e64"),
                "concourse",
                List.of("concourse-worker"),
                List.of("concourse")),
            Thresholds.DEFAULT);
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new Http("0.0.0.0", 8080),
                new RecordFile(Path.of("/var/lib/pipeline-lock/record.db")),
                new Slack(
                    new Secret("xoxb-1-abcdef"),
                    List.of(new Secret("8f742231b10e8888abcd99yyyzzz85a5")),
                    "T0123ABCD",
                    "A0123ABCD",
                    URI.create("https://slack.com/api/")),
                List.of(dev04),
                1));
  }

  @Test
  void theShortestExampleOfTheDocumentationGetsTheDocumentedDefaults() {
    Settings settings = Example.read(Example.documented().get(1));

    EnvironmentSettings dev04 = settings.environments().getFirst();
    assertThat(settings.http()).isEqualTo(new Http("0.0.0.0", 8080));
    assertThat(settings.slack().apiUrl()).hasToString("https://slack.com/api/");
    assertThat(settings.speed()).isEqualTo(1);
    assertThat(dev04.policy())
        .isEqualTo(
            new ApprovalPolicy(
                2,
                false,
                Set.of(),
                Set.of("S0OPERATORS"),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                10));
    assertThat(dev04.lock().orElseThrow().branch()).isEqualTo("main");
    assertThat(dev04.lock().orElseThrow().login()).isEmpty();
    assertThat(dev04.concourse().releaseJob()).isEmpty();
    assertThat(dev04.bosh().ca()).isEmpty();
  }
}
