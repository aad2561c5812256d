package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.EnvironmentSettings.ClientCertificate;
import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.Settings.Http;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.Slack;

class SettingsFileTest {
  private static final ApprovalPolicy DEV04_POLICY =
      new ApprovalPolicy(
          2,
          true,
          Set.of(new UserId("T0123ABCD", "U0ALICE"), new UserId("T0123ABCD", "U0BOB")),
          Set.of("S0OPERATORS"),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          10);

  @TempDir Path folder = Path.of("");

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
            DEV04_POLICY,
            true,
            Optional.of(
                new Lock(
                    "create-cloudfoundry",
                    "lock",
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

  @Test
  void anEnvironmentSpeaksTheWordsOfTheDomain() {
    assertThat(Example.read(Example.SHORT).environments().getFirst().environment())
        .isEqualTo(
            new Environment(
                new EnvironmentName("dev04"),
                Tier.DEV,
                new LockedPipeline(
                    "main",
                    "create-cloudfoundry",
                    "pipeline-lock",
                    "pipeline-unlock",
                    List.of(),
                    "pipeline-pool",
                    true),
                new ConcourseDeployment(
                    "concourse", List.of("concourse-worker"), List.of("concourse")),
                Thresholds.DEFAULT));
  }

  @Test
  void anEnvironmentReplacesSingleKeysOfTheDefaultPolicy() {
    String text =
        Example.SHORT.replace(
            "    tier: dev\n",
            "    tier: prod\n    approvals: {required: 1, approvers: {groups: [S9]}}\n");

    ApprovalPolicy policy = Example.read(text).environments().getFirst().policy();

    assertThat(policy.approvals()).isEqualTo(1);
    assertThat(policy.approvers()).isEmpty();
    assertThat(policy.approverGroups()).containsExactly("S9");
    assertThat(policy.minimumReason()).isEqualTo(10);
  }

  @Test
  void aPolicyMayComeFromTheEnvironmentAlone() {
    String text =
        Example.SHORT
            .replace("approvals:\n  approvers: {users: [U1, U2]}\n", "")
            .replace("tier: dev\n", "tier: dev\n    approvals: {approvers: {groups: [S9]}}\n");

    assertThat(Example.read(text).environments().getFirst().policy().approverGroups())
        .containsExactly("S9");
  }

  @Test
  void anEnvironmentWithoutLockingNeedsNoLock() {
    String text = Example.SHORT.replaceFirst("    lock:\n.*\n.*\n", "    locking: false\n");

    EnvironmentSettings dev04 = Example.read(text).environments().getFirst();

    assertThat(dev04.lock()).isEmpty();
    assertThat(dev04.environment().pipeline().locking()).isFalse();
  }

  @Test
  void durationsHaveFourUnits() {
    String text =
        Example.SHORT
            + "    thresholds: {claim: 1h, silence: 90s, pending: 2m, second_look: 500ms}\n";

    assertThat(Example.read(text).environments().getFirst().thresholds())
        .isEqualTo(
            new Thresholds(
                Duration.ofHours(1),
                Duration.ofSeconds(90),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Duration.ofMillis(500)));
  }

  @Test
  void addressesOnThisMachineMayBePlain() {
    String text =
        Example.SHORT
            .replace("https://deployer.example.com", "http://127.0.0.1:8081")
            .replace("https://bosh.example.com:25555", "http://[::1]")
            .replace("https://git.example.com/pool.git", "file:///var/lib/pool")
            .replace("  team_id", "  api_url: http://localhost:8090/api\n  team_id");

    Settings settings = Example.read(text);

    EnvironmentSettings dev04 = settings.environments().getFirst();
    assertThat(settings.slack().apiUrl()).hasToString("http://localhost:8090/api/");
    assertThat(dev04.concourse().url()).hasToString("http://127.0.0.1:8081");
    assertThat(dev04.bosh().url()).hasToString("http://[::1]:25555");
    assertThat(dev04.lock().orElseThrow().uri()).isEqualTo("file:///var/lib/pool");
  }

  @Test
  void valuesAreFilledInWithinTextsAndFetchedFromFiles() throws IOException {
    Files.writeString(folder.resolve("bosh"), "from a file: ${NOT_LOOKED_AT}\r\n\n");
    String text =
        Example.SHORT
            .replace("client: bot", "client: ${NAME}-$${x}-${NAME}")
            .replace("${DEV04_BOSH_CLIENT_SECRET}", "file:${FOLDER}/bosh");
    Map<String, String> variables =
        Map.of(
            "NAME", "b$0t",
            "FOLDER", folder.toString(),
            "SLACK_BOT_TOKEN", "xoxb-1",
            "SLACK_SIGNING_SECRET", "8f742231b10e8888",
            "DEV04_CONCOURSE_PASSWORD", "file:/not/fetched");

    Settings settings = new SettingsFile(variables).parse("pipeline-lock.yml", text);

    EnvironmentSettings dev04 = settings.environments().getFirst();
    assertThat(dev04.bosh().access())
        .isEqualTo(
            new Access.Client("b$0t-${x}-b$0t", new Secret("from a file: ${NOT_LOOKED_AT}")));
    assertThat(dev04.concourse().login().password()).isEqualTo(new Secret("file:/not/fetched"));
  }

  @Test
  void aUserIsAnotherWayIntoTheDirector() {
    String text =
        Example.SHORT
            .replace("client: bot", "username: admin")
            .replace("client_secret: ", "password: ");

    assertThat(Example.read(text).environments().getFirst().bosh().access())
        .isEqualTo(new Access.User(new Login("admin", new Secret("bosh-pa55"))));
  }

  @Test
  void twoEnvironmentsMayShareASectionByAnAlias() {
    String text =
        Example.SHORT.replace("concourse:\n", "concourse: &concourse\n")
            + Example.SHORT
                .substring(Example.SHORT.indexOf("  dev04:"))
                .replace("dev04:", "stg-lon:")
                .replaceFirst("concourse:\\n.*\\n.*\\n.*\\n.*\\n", "concourse: *concourse\n")
                .replace("bosh.example", "bosh.stg.example");

    List<EnvironmentSettings> environments = Example.read(text).environments();

    assertThat(environments)
        .extracting(each -> each.name().value())
        .containsExactly("dev04", "stg-lon");
    assertThat(environments.get(1).concourse()).isEqualTo(environments.get(0).concourse());
  }

  @Test
  void aFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("pipeline-lock.yml"), Example.SHORT);

    assertThat(new SettingsFile(Example.VARIABLES).read(file))
        .isEqualTo(Example.read(Example.SHORT));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    var reader = new SettingsFile(Map.of());
    Path missing = folder.resolve("missing.yml");
    Path binary = Files.write(folder.resolve("binary.yml"), new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(() -> reader.read(missing))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            missing
                + ": there is no such file; create it as docs/configuration.md shows, or correct"
                + " --config");
    assertThatThrownBy(() -> reader.read(folder))
        .hasMessage(folder + ": is a folder; name the settings file in it");
    assertThatThrownBy(() -> reader.read(binary))
        .hasMessage(binary + ": is not text in UTF-8; save it as UTF-8");
  }

  @Test
  void aFileWithoutTheRightToReadItIsNamed() throws IOException {
    Path locked =
        Files.createFile(
            folder.resolve("locked.yml"), PosixFilePermissions.asFileAttribute(Set.of()));
    assumeFalse(Files.isReadable(locked), "root may read every file");

    assertThatThrownBy(() -> new SettingsFile(Map.of()).read(locked))
        .hasMessage(
            locked + ": may not be read by this user; give the bot's user the right to read it");
  }

  @Test
  void aSecretPrintsAsStars() {
    assertThat(Example.read(Example.SHORT).toString())
        .contains("botToken=***")
        .doesNotContain(Example.VARIABLES.values());
  }
}
