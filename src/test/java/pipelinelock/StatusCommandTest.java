package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.rehearsal.WorldScene;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlThreadLedger;

/** The command line twin of {@code /pipeline-lock status}, in the simulated world. */
class StatusCommandTest {
  /** Which step of the runbook's plan it is. */
  private static final int ABORT = 1;

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

  @Test
  void aHungLockIsToldByWordsAndExitCode() {
    var status = world.run("status", "dev04", "--wait");

    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .startsWith("dev04  HUNG CLAIM: it looks as if")
        .contains("pipeline-lock build 123", "53 min", "one look so far")
        .containsPattern("Seen .*lock repository \\d+ s ago, Concourse \\d+ s ago, BOSH \\d+ s ago")
        .doesNotContain("All facts");
  }

  @Test
  void aSecondLookConfirmsIt() {
    var status = world.run("status", "dev04", "--confirm");

    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(status.out())
        .startsWith("dev04  HUNG CLAIM: ")
        .doesNotContain("one look so far")
        .contains("Recreate " + SimulatedDirector.WORKER)
        .contains("> /pipeline-lock recreate dev04 REASON")
        .contains("Ends: main/create-cloudfoundry/pipeline-lock build 123");
  }

  /** While the bot has it open; see {@code OwnAbortsTest} for what counts. */
  @Test
  void anAbortByTheBotIsToldFromItsRecord() {
    try (var database = Database.open(folder.resolve("record.db"))) {
      var incidents =
          new Incidents(
              new SqlIncidentRecord(database, InstantSource.system()), InstantSource.system());
      var asked = incidents.request(request(TWO_OTHERS)).incident();
      var begun = incidents.append(asked, LawfulEvents.start()).orElseThrow();
      var paused = incidents.append(begun, LawfulEvents.doneBefore(ABORT, RUNBOOK)).orElseThrow();
      var _ = incidents.append(paused, List.of(new StepIntended(ABORT, ""))).orElseThrow();

      var status = world.run("status", "dev04", "--wait");

      assertThat(unwrapped(status))
          .startsWith(
              "dev04 INC-1 is at step 2 of 7: abort pipeline-lock build 123 and wait for its end. Nothing to do. Now HUNG CLAIM: ")
          .contains("pipeline-lock build 123 was aborted for INC-1 ")
          .doesNotContain("Next ")
          .doesNotContain("what the bot itself aborted");

      new SqlThreadLedger(database)
          .save(asked.id(), new ToldSoFar.Refused("C0INCIDENTS", "not_in_channel").row());
      assertThat(unwrapped(world.run("status", "dev04", "--wait")))
          .contains("wait for its end. Nobody can see its thread: Slack takes no message")
          .contains("(not_in_channel)", "`/pipeline-lock incident INC-1`");
    }
  }

  @Test
  void aRecordThatIsNotThereIsTold() {
    var status = world.run("status", "dev04", "--wait");

    assertThat(unwrapped(status))
        .contains("not read: what the bot itself aborted: there is no record at " + folder);
    assertThat(folder.resolve("record.db")).doesNotExist();
  }

  private static String unwrapped(Command status) {
    return status.out().replaceAll("\\s+", " ");
  }

  @Test
  void aFreeLockIsNoTrouble() {
    WorldScene.lockIsFree(world.around());

    var status = world.run("status", "dev04", "--wait");

    assertThat(status.exitCode()).isZero();
    assertThat(status.out()).startsWith("dev04  FREE: nobody holds the lock");
  }

  @Test
  void withoutAnEnvironmentThereIsALineForEach() {
    var status = world.run("status", "--wait");

    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(status.out().lines().toList())
        .singleElement()
        .asString()
        .startsWith("dev04       HUNG CLAIM: ");
  }

  @Test
  void detailsShowEveryFactAndTheVmsAsBoshDoes() {
    var status = world.run("status", "dev04", "--details", "--wait");

    assertThat(status.out())
        .contains("All facts", "lock history ", "activity of ", "director locks ")
        .contains("Deployment 'concourse'", "Process State  AZ", "2 vms");
  }

  @Test
  void aConcourseThatIsDownIsAFactAndTheRestIsStillTold() {
    Faults.before(world.around().concourse()::tap).stopsAnswering();

    var status = world.run("status", "dev04", "--details", "--wait");

    assertThat(status.exitCode()).isEqualTo(4);
    assertThat(status.out())
        .startsWith("dev04  UNKNOWN: ")
        .contains("Concourse not read", "not read: Concourse could not be reached")
        .contains("commit ", "2 vms");
    assertThat(status.out() + status.err()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void itNeedsNothingOfSlack() throws IOException {
    world
        .withoutVariable("SLACK_BOT_TOKEN")
        .withoutVariable("SLACK_SIGNING_SECRET")
        .with(world.around().slack().apiUrl(), "http://127.0.0.1:1/api/");

    assertThat(world.run("status", "dev04", "--wait").out()).startsWith("dev04  HUNG CLAIM: ");
    assertThat(world.around().slack().requests()).isEmpty();
  }

  @Test
  void jsonTellsTheSame() throws IOException {
    var status = world.run("status", "dev04", "--json", "--wait");

    var json = new ObjectMapper().readTree(status.out());
    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(json.at("/version").asInt()).isEqualTo(1);
    var dev04 = json.at("/environments/0");
    assertThat(dev04.at("/environment").asText()).isEqualTo("dev04");
    assertThat(dev04.at("/verdict").asText()).isEqualTo("HUNG CLAIM");
    assertThat(dev04.at("/confirmed").asBoolean(true)).isFalse();
    assertThat(dev04.at("/exit_code").asInt()).isEqualTo(3);
    assertThat(dev04.at("/instances")).hasSize(2);
    assertThat(dev04.at("/lock/place").asText()).isNotBlank();
  }

  @Test
  void anUnknownEnvironmentIsAMistakeOfTheCommand() {
    var status = world.run("status", "dev4");

    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.err())
        .startsWith("There is no environment 'dev4' in ")
        .contains("Known environments: dev04.");
  }

  @Test
  void wrongSettingsAreToldInLines() throws IOException {
    world.with("tier: dev", "tier: moon");

    var status = world.run("status", "dev04", "--wait");

    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.err()).contains("environments.dev04.tier").doesNotContain("\tat ");
  }

  @Test
  void noSecretIsPrinted() {
    var secrets = world.variables().values();

    for (var words :
        new String[][] {{"status"}, {"status", "dev04", "--details"}, {"status", "--json"}}) {
      var status = world.run(words);
      assertThat(secrets).noneMatch(it -> (status.out() + status.err()).contains(it));
    }
  }
}
