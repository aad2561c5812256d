package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.rehearsal.bosh.BoshClient;
import pipelinelock.rehearsal.bosh.DirectorTroubles;
import pipelinelock.rehearsal.bosh.Fleet;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.lock.LockPlace;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackGestures;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.terminal.GoldenText;

/** The doctor in the simulated world: every fault that it should report, and no secret. */
class CheckConfigCommandTest {
  @TempDir Path folder;
  private World world;

  @BeforeEach
  void begin() throws IOException {
    world = new World(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  /** Every run in this class is one more in which no secret may be printed. */
  private Command check(String... words) {
    var all = new java.util.ArrayList<>(List.of("check-config"));
    all.addAll(List.of(words));
    var command = world.run(all.toArray(new String[0]));
    keepsSecrets(command);
    return command;
  }

  private void keepsSecrets(Command command) {
    String printed = command.out() + command.err();
    for (String secret : world.variables().values()) {
      assertThat(printed).doesNotContain(secret);
      assertThat(printed)
          .doesNotContain(Base64.getEncoder().encodeToString(secret.getBytes()).substring(0, 12));
    }
    assertThat(printed)
        .as("tokens, headers and stack traces")
        .doesNotContainPattern("eyJ[A-Za-z0-9]{8}|[Bb]earer |Basic [A-Za-z0-9]|\tat ");
  }

  /** The finding of one check, by JSON. */
  private JsonNode finding(String check, String... words) throws IOException {
    var all = new java.util.ArrayList<>(List.of(words));
    all.add("--json");
    var json = new ObjectMapper().readTree(check(all.toArray(new String[0])).out());
    for (JsonNode one : json.get("checks")) {
      if (one.get("check").asText().equals(check)) {
        return one;
      }
    }
    throw new AssertionError(check + " is not in " + json);
  }

  private static String result(JsonNode finding) {
    return finding.get("result").asText();
  }

  private static String found(JsonNode finding) {
    return finding.get("found").asText();
  }

  private static String advice(JsonNode finding) {
    return finding.get("advice").asText();
  }

  @Test
  void aHealthyWorldIsToldPartByPart() {
    var command = check();

    assertThat(command.exitCode()).as(command.out()).isEqualTo(1);
    assertThat(command.err()).isEmpty();
    GoldenText.check("check-config.txt", steady(command.out()));
  }

  private String steady(String out) {
    return out.replace(folder.toString(), "FOLDER")
        .replaceAll("(?s)(record file +ok +).*?(?=\n  checkpoints)", "$1ITS PATH")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", "TIME")
        .replaceAll("commit [0-9a-f]{8}", "commit ID");
  }

  @Test
  void theAppLevelTokenIsTriedWhereRequestsComeByASocket() throws IOException {
    world.with("api_url:", "mode: socket\n  app_token: xapp-rehearsal\n  api_url:");

    var off = finding("slack app token");
    assertThat(result(off)).isEqualTo("fail");
    assertThat(found(off))
        .contains("Slack opens no socket for the app-level token: socket_mode_is_off");
    assertThat(advice(off)).contains("enable Socket Mode");

    world.around().slack().usesSocketMode();
    assertThat(result(finding("slack app token"))).isEqualTo("ok");
    assertThat(new SlackGestures(world.around().slack()).hasSocket())
        .as("none is opened")
        .isFalse();

    SlackFaults.of(world.around().slack())
        .failNext("apps.connections.open", new SlackFault.Refused("missing_scope"));
    assertThat(advice(finding("slack app token"))).contains("connections:write");
    world.with("xapp-rehearsal", "xoxb-not-an-app-token");
    var wrong = check("--json");
    assertThat(wrong.out() + wrong.err()).contains("xapp-");
  }

  @Test
  void offlineOnlyTheFileIsRead() {
    var command = check("--offline");

    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .startsWith(world.file() + " is well-formed.\n  dev04: 2 approvals, Concourse http://")
        .doesNotContain("reach");
    assertThat(world.around().director().requests()).isEmpty();
    assertThat(world.around().concourse().requests()).isEmpty();
    assertThat(world.around().slack().requests()).isEmpty();
  }

  @Test
  void aFileThatIsWrongIsToldBeforeAnythingIsTried() throws IOException {
    world.with("tier: dev", "tier: moon");

    var command = check();

    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.err()).contains("environments.dev04.tier");
    assertThat(world.around().director().requests()).isEmpty();
  }

  @Test
  void nothingIsChangedByAsking() {
    check();

    assertThat(world.around().concourse().requests())
        .filteredOn(it -> !it.method().equals("GET"))
        .extracting(it -> it.target())
        .allMatch(path -> path.equals("/sky/issuer/token"));
    assertThat(world.around().director().requests()).allMatch(it -> it.method().equals("GET"));
    assertThat(SlackScreen.of(world.around().slack()).messages(SimulatedSlack.INCIDENTS)).isEmpty();
    assertThat(folder.resolve("record.db")).doesNotExist();
  }

  @Test
  void aDirectorThatIsDownIsToldOnceAndTheRestIsTried() {
    Faults.before(world.around().director()::tap).stopsAnswering();

    var command = check("--env", "dev04");

    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("bosh reach +FAIL +The Director could not be reached")
        .containsPattern("bosh rights +- +not tried: needs bosh reach")
        .containsPattern("concourse pipeline +ok ")
        .contains("1 FAIL, 5 not tried");
  }

  @Test
  void aRemoteThatHangsIsWaitedForNoLongerThanTheLimit() {
    Faults.before(world.around().concourse()::tap).hangs();
    Faults.before(world.around().director()::tap).hangs();

    var command = check("--limit", "5");
    world.around().concourse().tap(Tap.NONE);
    world.around().director().tap(Tap.NONE);

    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("bosh reach +FAIL +no answer within 5 s")
        .containsPattern("concourse reach +FAIL +no answer within 5 s")
        .containsPattern("lock repository +ok ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BOSH_CLIENT_SECRET | wrong-secret-1      | bosh rights    | UAA answered 401           | check user, secret and permissions of environments.dev04.bosh
          CONCOURSE_PASSWORD | wrong-secret-2      | concourse role | Concourse answered 401     | check user, secret and permissions of environments.dev04.concourse
          SLACK_BOT_TOKEN    | xoxb-wrong-secret-3 | slack token    | invalid_auth               | check user, secret and permissions of slack
          """)
  void aWrongSecretIsNamedByItsKeyAndNotShown(
      String variable, String value, String check, String found, String advice) throws IOException {
    world.withVariable(variable, value);

    var finding = finding(check);

    assertThat(result(finding)).isEqualTo("fail");
    assertThat(found(finding)).contains(found);
    assertThat(advice(finding)).isEqualTo(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lock_job: pipeline-lock                 | lock_job: pipeline-lok       | concourse pipeline | no job pipeline-lok
          worker_groups: [concourse-worker]       | worker_groups: [worker]      | bosh instances     | no group worker
          deployment: concourse                   | deployment: concurse         | bosh instances     | concurse
          pipeline: create-cloudfoundry           | pipeline: destroy-cloud      | concourse pipeline | 404
          team: main                              | team: other                  | concourse role     | no role in team other
          name: lock                              | name: lok                    | lock repository    | in neither folder
          branch: main                            | branch: trunk                | lock repository    | has no branch 'trunk'
          channel: C0INCIDENTS                    | channel: C0RANDOM            | channel of dev04   | the bot is not in #random
          channel: C0INCIDENTS                    | channel: C0ARCHIVED          | channel of dev04   | #old-incidents is archived
          channel: C0INCIDENTS                    | channel: C0NOWHERE           | channel of dev04   | channel_not_found
          team_id: T0REHEARSAL                    | team_id: T0OTHER             | slack token        | to workspace T0REHEARSAL
          app_id: A0PIPELOCK                      | app_id: A0OTHER              | slack app id       | of app A0PIPELOCK, and slack.app_id is A0OTHER
          """)
  void aWrongNameIsTold(String text, String other, String check, String found) throws IOException {
    world.with(text, other);

    var finding = finding(check);

    assertThat(result(finding)).isIn("fail", "warn");
    assertThat(found(finding)).contains(found);
    assertThat(advice(finding)).isNotBlank();
  }

  @Test
  void theWrongDirectorIsTold() throws IOException {
    world.with(
        "deployment: concourse",
        "deployment: concourse\n      director_uuid: 00000000-0000-4000-8000-000000000000");

    assertThat(found(finding("bosh director")))
        .contains("but the settings expect uuid 00000000-0000-4000-8000-000000000000");
  }

  @Test
  void aClientThatMayOnlyReadIsToldWhatItLacks() throws IOException {
    var credentials = world.around().credentials();
    var client =
        new BoshClient(credentials.boshClient(), credentials.boshSecret(), List.of("bosh.read"));
    try (var other =
        new SimulatedDirector(
            SimulatedDirector.Config.of(client),
            new WorldTime(InstantSource.system(), 600),
            VmWatcher.NOBODY)) {
      world.with(world.around().director().url(), other.url());

      var finding = finding("bosh rights");

      assertThat(result(finding)).isEqualTo("fail");
      assertThat(found(finding))
          .isEqualTo("pipeline-lock has bosh.read; missing: bosh.%s.admin".formatted(other.uuid()));
      assertThat(advice(finding)).contains("cannot recreate or cancel");
    }
  }

  @Test
  void theReaderAndTheActorAreEachMeasuredByWhatTheyAreFor() throws IOException {
    var credentials = world.around().credentials();
    var reader =
        new BoshClient(credentials.boshClient(), credentials.boshSecret(), List.of("bosh.read"));
    var actor = new BoshClient("actor", "actor-s3cret", List.of("bosh.read"));
    try (var other =
        new SimulatedDirector(
            SimulatedDirector.Config.of(reader, actor),
            new WorldTime(InstantSource.system(), 600),
            VmWatcher.NOBODY)) {
      world
          .with(world.around().director().url(), other.url())
          .with(
              "deployment: concourse",
              "deployment: concourse\n      actor: {client: actor, client_secret: actor-s3cret}");

      assertThat(result(finding("bosh rights"))).isEqualTo("ok");
      assertThat(found(finding("bosh actor rights")))
          .isEqualTo("actor has bosh.read; missing: bosh.%s.admin".formatted(other.uuid()));
    }
  }

  @Test
  void aFailingVmIsAWarning() throws IOException {
    Fleet.of(world.around().director())
        .shows(
            SimulatedDirector.WORKER.substring(SimulatedDirector.WORKER.indexOf('/') + 1),
            "job_state",
            new ObjectMapper().valueToTree("failing"));

    var finding = finding("bosh instances");

    assertThat(result(finding)).isEqualTo("warn");
    assertThat(found(finding)).contains(SimulatedDirector.WORKER + " is failing");
  }

  @Test
  void aVmOnAnotherStemcellThanItsDeploymentsIsAWarning() throws IOException {
    Fleet.of(world.around().director())
        .shows(
            SimulatedDirector.WORKER,
            "stemcell",
            new ObjectMapper()
                .createObjectNode()
                .put("name", "bosh-aws-xen-hvm-ubuntu-jammy-go_agent")
                .put("version", "1.200"));

    var finding = finding("bosh instances");

    assertThat(result(finding)).isEqualTo("warn");
    assertThat(found(finding))
        .endsWith(
            "; %s runs on stemcell bosh-aws-xen-hvm-ubuntu-jammy-go_agent/1.200, its deployment has bosh-aws-xen-hvm-ubuntu-jammy-go_agent/1.309"
                .formatted(SimulatedDirector.WORKER));
  }

  @Test
  void resurrectionThatIsOffIsTold() throws IOException {
    new DirectorTroubles(world.around().director()).stopsResurrecting();

    var finding = finding("bosh resurrection");

    assertThat(result(finding)).isEqualTo("ok");
    assertThat(found(finding)).isEqualTo("off: only people and this bot bring a lost VM back");
  }

  @Test
  void scopesThatSlackDidNotGrantAreNamed() throws IOException {
    var credentials = world.around().credentials();
    var scopes = List.of("commands", "chat:write", "users:read", "channels:read", "pins:write");
    var config =
        new SimulatedSlack.Config(
            0, "A0PIPELOCK", credentials.slackBotToken(), credentials.slackSigningSecret(), scopes);
    try (var other = new SimulatedSlack(config, InstantSource.system())) {
      world.with(world.around().slack().apiUrl(), other.apiUrl());

      var finding = finding("slack scopes");

      assertThat(result(finding)).isEqualTo("fail");
      assertThat(found(finding))
          .endsWith(
              "missing: usergroups:read, channels:history, groups:read, groups:history, reactions:read, files:write");
    }
  }

  @Test
  void aSlackThatIsIllDoesNotHideTheRest() throws IOException {
    SlackFaults.of(world.around().slack()).failNext("auth.test", new SlackFault.Status(503));

    var command = check();

    assertThat(command.out())
        .containsPattern("slack token +FAIL +Slack answered 503 while checking the bot token")
        .containsPattern("channel of dev04 +- +not tried: needs slack token")
        .containsPattern("bosh instances +ok ");
  }

  @Test
  void aLockInBothFoldersIsTold() throws IOException {
    world.around().lockRepository().commit("oops", LockPlace.BOTH);

    assertThat(found(finding("lock repository"))).contains("in both folders");
  }

  @Test
  void garbageIsNotQuoted() {
    Faults.before(world.around().concourse()::tap).talksGarbage();

    var command = check();

    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out()).contains("sent a web page").doesNotContain("nginx");
  }

  @Test
  void aRecordThatCannotBeWrittenIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    world.with("" + folder.resolve("record.db"), "" + file.resolve("record.db"));

    var finding = finding("record file");

    assertThat(result(finding)).isEqualTo("fail");
    assertThat(found(finding)).isEqualTo(file + " is not a folder");
  }

  @Test
  void aClockThatIsWrongIsToldForEachRemote() {
    InstantSource wrong = () -> InstantSource.system().instant().minus(Duration.ofMinutes(5));

    var command =
        Command.run(
            world.variables(),
            java.io.InputStream.nullInputStream(),
            wrong,
            "check-config",
            "--config",
            "" + world.file());

    keepsSecrets(command);
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("bosh clock +FAIL +is (4 min 5[0-9] s|5 min|5 min [0-9] s) ahead of ours")
        .containsPattern(
            "concourse clock +FAIL +is (4 min 5[0-9] s|5 min|5 min [0-9] s) ahead of ours")
        .containsPattern(
            "slack clock +FAIL +is (4 min 5[0-9] s|5 min|5 min [0-9] s) ahead of ours");
  }

  @Test
  void anEnvironmentThatIsNotThereIsAMistakeOfTheCommand() {
    var command = check("--env", "dev4");

    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.err()).startsWith("There is no environment 'dev4'");
  }
}
