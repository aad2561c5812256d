package pipelinelock.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.aws.AwsSecretSources;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.Example;
import pipelinelock.settings.Secret;
import pipelinelock.settings.Settings;
import pipelinelock.settings.SettingsException;
import pipelinelock.settings.read.SecretSource;

class SettingsFileTest {
  @TempDir Path folder = Path.of("");

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role_arn: 'arn:aws:iam::123456789012:role/x', session_duration: 14m|must be from 15 min to 12 h",
        "role_arn: 'arn:aws:iam::123456789012:role/x', session_duration: 13h|must be from 15 min to 12 h",
        "role_arn: 'arn:aws:iam::123456789012:role/x', source_identity: 'aws:x'|is not a source identity",
        "role_arn: 'arn:aws:iam::123456789012:role/x', source_identity: '{people}'|is not a source identity",
        "source_identity: bot|environments.dev04.aws.source_identity: needs role_arn too",
      })
  void aRoleIsTakenOnAsAwsAllows(String keysAndProblem) {
    var parts = keysAndProblem.split("\\|");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                Example.read(
                    Example.SHORT.replace(
                        "    tier: dev\n", "    tier: dev\n    aws: {" + parts[0] + "}\n")))
        .withMessageContaining(parts[1]);
  }

  @Test
  void environmentsThatDifferByTheirNamesShareSections() {
    String both =
        Example.SHORT
                .replace(
                    "concourse:\n      url: https://",
                    "concourse: &concourse\n      url: https://{env}.")
                .replace("bosh:\n      url: https://", "bosh: &bosh\n      url: https://{env}.")
            + """
                dev05:
                  tier: dev
                  channel: C0INCIDENTS
                  lock: {pool: create-cloudfoundry, git: {uri: 'https://git.example.com/{env}.git'}}
                  concourse: *concourse
                  bosh: *bosh
              """;

    assertThat(Example.read(both).environments())
        .extracting(it -> it.concourse().url().getHost(), it -> it.bosh().url().getHost())
        .containsExactly(
            tuple("dev04.deployer.example.com", "dev04.bosh.example.com"),
            tuple("dev05.deployer.example.com", "dev05.bosh.example.com"));
  }

  @Test
  void theNameOfAnEnvironmentStandsForNoneOutsideOfIt() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () -> Example.read(Example.SHORT.replaceFirst("team_id: \\S+", "team_id: 'T{env}'")))
        .withMessageContaining("slack.team_id")
        .withMessageContaining("uses {env}, the environment's name, outside an environment");
  }

  @Test
  void anEnvironmentReplacesSingleKeysOfTheDefaultPolicy() {
    String text =
        Example.SHORT.replace(
            "    tier: dev\n",
            "    tier: prod\n    approvals: {required: 1, approvers: {groups: [S9]}}\n");

    ApprovalPolicy policy = Example.read(text).environments().getFirst().policy();

    assertThat(policy.required().approvals()).isEqualTo(1);
    assertThat(policy.panels().first().users()).isEmpty();
    assertThat(policy.panels().first().groups()).containsExactly("S9");
    assertThat(policy.request().minimumReason()).isEqualTo(10);
  }

  @Test
  void anEnvironmentMayWantItsApprovalsConfirmed() {
    String text =
        Example.SHORT.replace(
            "    tier: dev\n", "    tier: prod\n    approvals: {confirm: type-name}\n");

    assertThat(Example.read(text).environments().getFirst().policy().required().confirm())
        .contains(Confirmation.TYPE_NAME);
    assertThat(Example.read(Example.SHORT).environments().getFirst().policy().required().confirm())
        .isEmpty();
  }

  @Test
  void whatIsSwitchedOffForAllStaysOffWhereAnEnvironmentDoesNotSwitchItOn() {
    String off =
        Example.SHORT.replace(
            "approvals:\n", "approvals:\n  break_glass: {enabled: false, channel: C0SECURITY}\n");
    String one =
        off.replace("    tier: dev\n", "    tier: dev\n    approvals: {break_glass: {%s}}\n");

    assertThat(glass(off)).isEmpty();
    assertThat(glass(one.formatted("remind_every: 8h"))).isEmpty();
    assertThat(glass(one.formatted("enabled: true"))).isPresent();
  }

  private static Optional<BreakGlass> glass(String text) {
    return Example.read(text).environments().getFirst().policy().breakGlass();
  }

  @Test
  void breakGlassIsOffUnlessItIsThereAndAnEnvironmentMaySwitchItOff() {
    String on = "approvals:\n  break_glass: {groups: [S0LEADS], channel: C0SECURITY}\n";
    String text = Example.SHORT.replace("approvals:\n", on);

    var glass = Example.read(text).environments().getFirst().policy().breakGlass().orElseThrow();
    assertThat(glass.people().groups()).containsExactly("S0LEADS");
    assertThat(glass.people().users()).isEmpty();
    assertThat(glass.channel()).isEqualTo("C0SECURITY");
    assertThat(glass.remindEvery()).isEqualTo(Duration.ofHours(24));

    String off =
        text.replace(
            "    tier: dev\n", "    tier: dev\n    approvals: {break_glass: {enabled: false}}\n");
    assertThat(Example.read(off).environments().getFirst().policy().breakGlass()).isEmpty();
    assertThat(Example.read(Example.SHORT).environments().getFirst().policy().breakGlass())
        .isEmpty();
    var everybody =
        Example.read(
            Example.SHORT.replace(
                "approvals:\n", "approvals:\n  break_glass: {channel: C0SECURITY}\n"));
    var policy = everybody.environments().getFirst().policy();
    assertThat(policy.breakGlass().orElseThrow().people().users())
        .as("where nobody is named, those who may approve")
        .isEqualTo(policy.panels().first().users());
  }

  @Test
  void howOldTheEvidenceMayBeAtTheStartIsSaid() {
    assertThat(
            Example.read(Example.SHORT).environments().getFirst().policy().deadlines().freshFor())
        .isEqualTo(Duration.ofSeconds(30));
    String text = Example.SHORT.replace("approvals:\n", "approvals:\n  evidence_max_age: 45s\n");
    assertThat(Example.read(text).environments().getFirst().policy().deadlines().freshFor())
        .isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void withASocketAnAppTokenTakesThePlaceOfTheSigningSecrets() {
    String secrets = "signing_secrets: [\"${SLACK_SIGNING_SECRET}\"]";
    assertThat(Example.SHORT).contains(secrets);
    var slack =
        Example.read(Example.SHORT.replace(secrets, "mode: socket\n  app_token: xapp-1-A1-abc"))
            .slack();

    assertThat(slack.appToken().orElseThrow().reveal()).isEqualTo("xapp-1-A1-abc");
    assertThat(slack.signingSecrets()).isEmpty();
    assertThat(slack.toString()).doesNotContain("xapp-1-A1-abc");
    assertThatThrownBy(() -> Example.read(Example.SHORT.replace(secrets, "mode: socket")))
        .hasMessageContaining("slack.app_token");
    assertThat(Example.read(Example.SHORT).slack().appToken()).isEmpty();
  }

  @Test
  void aCureMayNeedFewerPeopleAndAnEnvironmentMayDiffer() {
    String text =
        Example.SHORT
            .replace(
                "  approvers: {users: [U1, U2]}\n",
                "  approvers: {users: [U1, U2]}\n"
                    + "  cures: {abort: {required: 1}, unpause: {required: 1}}\n")
            .replace(
                "    tier: dev\n",
                "    tier: dev\n    approvals: {cures: {unpause: {required: 2}}}\n");

    var policies = Example.read(text).environments().getFirst().policies();

    assertThat(policies.byCure())
        .extractingFromEntries(one -> one.getKey() + " " + one.getValue().required().approvals())
        .containsExactlyInAnyOrder("RECREATE 2", "RELEASE 2", "ABORT 1", "UNPAUSE 2");
    assertThat(policies.byCure().values())
        .extracting(policy -> policy.required().requesterCounts())
        .containsOnly(false);
  }

  @Test
  void aPolicyMayComeFromTheEnvironmentAlone() {
    String text =
        Example.SHORT
            .replace("approvals:\n  approvers: {users: [U1, U2]}\n", "")
            .replace("tier: dev\n", "tier: dev\n    approvals: {approvers: {groups: [S9]}}\n");

    assertThat(Example.read(text).environments().getFirst().policy().panels().first().groups())
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
  void aLockInCodeCommitNeedsOnlyItsRepository() {
    String text =
        Example.SHORT.replace(
            "git: {uri: https://git.example.com/pool.git}", "codecommit: {repository: pool-dev04}");

    assertThat(Example.read(text).environments().getFirst().lock().orElseThrow().source())
        .isEqualTo(
            new LockSource.CodeCommit(
                "pool-dev04", "main", "us-east-1", Optional.empty(), Optional.empty()));
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
    assertThat(dev04.lock().orElseThrow().source())
        .isEqualTo(
            new LockSource.Git(
                "file:///var/lib/pool",
                "main",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void anAuthorityIsForARepositoryOverHttps() {
    String ca = "'" + Example.certificate().replace("\n", "\\n") + "'";
    String text =
        Example.SHORT.replace(
            "{uri: https://git.example.com/pool.git}",
            "{uri: file:///var/lib/pool, ca: %s}".formatted(ca.replace('\'', '"')));
    assertThatThrownBy(() -> Example.read(text))
        .hasMessageContaining("lock.git.ca: is only for https, and uri is not an https address");
  }

  @ParameterizedTest
  @CsvSource({
    "pipeline_lock_client_secret,  007",
    "/admin/client.secret,         b: c",
  })
  void aTextInAFileIsTakenByItsPath(String path, String text) throws IOException {
    Files.writeString(
        folder.resolve("vars#1.yml"),
        "pipeline_lock_client_secret: 007\nadmin: {client.secret: 'b: c'}\n");

    var settings =
        Example.read(
            Example.SHORT.replace(
                "${DEV04_BOSH_CLIENT_SECRET}",
                "'file:%s/vars%%231.yml#%s'".formatted(folder, path)));

    assertThat(settings.environments().getFirst().bosh().access())
        .isEqualTo(new Access.Client("bot", new Secret(text)));
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
            "DEV04_CONCOURSE_PASSWORD", "${NAME}/x");

    Settings settings = new SettingsFile(variables).parse("pipeline-lock.yml", text);

    EnvironmentSettings dev04 = settings.environments().getFirst();
    assertThat(dev04.bosh().access())
        .isEqualTo(
            new Access.Client("b$0t-${x}-b$0t", new Secret("from a file: ${NOT_LOOKED_AT}")));
    assertThat(dev04.concourse().login().password()).isEqualTo(new Secret("${NAME}/x"));
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
  void aSecretPrintsAsStars() {
    assertThat(Example.read(Example.SHORT).toString())
        .contains("botToken=***")
        .doesNotContain(Example.VARIABLES.values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S3://state/secret",
        "aws-secretmanager:dev04/uaa",
        "vault:secret/dev04",
        "((uaa_secret))",
        "$UAA_SECRET",
        "/run/secrets/uaa",
      })
  void aMisspeltSourceIsNoSecret(String written) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> withSecret(written))
        .withMessageContaining("environments.dev04.bosh.client_secret: ")
        .withMessageContaining("literal:…")
        .satisfies(it -> assertThat(it.getMessage()).doesNotContain(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"((uaa_secret))", "{{uaa_secret}}", "file:/x", "aws-ssm:/uaa\n"})
  void aVariableThatNobodyFilledInIsNoSecret(String content) {
    var variables = new HashMap<>(Example.VARIABLES);
    variables.put("DEV04_BOSH_CLIENT_SECRET", content);
    var sources = SecretSource.standardAnd(AwsSecretSources.of(Map.of()));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new SettingsFile(variables, sources).parse("it.yml", Example.SHORT))
        .withMessageContaining(
            "environments.dev04.bosh.client_secret: environment variable DEV04_BOSH_CLIENT_SECRET"
                + " contains ")
        .satisfies(it -> assertThat(it.getMessage()).doesNotContain("uaa"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S3://state/secret",
        "((uaa_secret))",
        "${UAA_SECRET}",
        "file:/x",
        "literal:x",
        " "
      })
  void aSecretThatReallyReadsSoIsWrittenLiterally(String secret) {
    if (secret.isBlank()) {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> withSecret("literal:" + secret))
          .withMessageContaining("is empty");
    } else {
      assertThat(withSecret("literal:" + secret)).isEqualTo(secret);
    }
  }

  @Test
  void aBlockLosesTheLineEndItEndsIn() {
    String block = "|\n          first\n          second\n";
    var settings = Example.read(Example.SHORT.replace("${DEV04_BOSH_CLIENT_SECRET}\n", block));

    assertThat(secret(settings)).isEqualTo("first\nsecond");
  }

  private static String withSecret(String written) {
    return secret(
        Example.read(Example.SHORT.replace("${DEV04_BOSH_CLIENT_SECRET}", "'" + written + "'")));
  }

  private static String secret(Settings settings) {
    var access =
        (EnvironmentSettings.Access.Client) settings.environments().getFirst().bosh().access();
    return access.secret().reveal();
  }
}
