package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.lock.PoolCommit;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** The runbook "Workaround for pipeline lock mechanism hanging", lived through in Slack. */
@Execution(ExecutionMode.CONCURRENT)
class RunbookStoryTest {
  private static final String APPROVE = "incident.approve";

  @Test
  void aHungLockIsDiagnosedApprovedCuredAndVerified() {
    try (var story = SlackStory.begin()) {
      var concourse = story.world().concourse();
      ConcourseScene.of(concourse).webLosesTrackOfTheHungBuild();
      var ana = story.ana();

      var claim = story.world().lockRepository().tip();

      // "Identifying when the issue is occurring"
      ana.typesUntilSeen(
          "status dev04", "HUNG CLAIM", "pipeline-lock build 123", "53 min", "7.11.2");

      // "BOSH Recreate the Concourse VMs": nobody does it alone
      ana.typesUntilSeen(
          "recreate dev04 deployments wait since 11:07, the claim is silent",
          "abort pipeline-lock build 123");
      story.everybodySees(
          "deployments wait since 11:07",
          "pause pipeline-lock",
          "abort pipeline-lock build 123",
          "recreate concourse-worker/89f7a596",
          "recreate concourse/cd83da7e");
      ana.clicks(APPROVE);
      ana.isTold("You requested INC-1 yourself");
      story.ben().clicks(APPROVE);
      story.everybodySees("<@U0BEN>");
      story.ben().clicks(APPROVE);
      story.ben().isTold("You have already approved INC-1");
      story.who(Persona.BOTTO).clicks(APPROVE);
      story.who(Persona.BOTTO).isTold("Bots and apps cannot decide");
      story.who(Persona.GUS).clicks(APPROVE);
      story.who(Persona.GUS).isTold("Guests of the workspace cannot decide");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
      story.cleo().clicks(APPROVE);

      // The worker first, then web, as the runbook's transcripts have it
      story.everybodySees(transcript("260183"));
      story.everybodySees(transcript("260216"));
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isEqualTo(1);

      // The end: the VMs are new, what the abort orphaned is given back, people know what to do
      story.everybodySees(
          "INC-1 · dev04 · Lock released, VMs recreated",
          "The lock was given back by commit",
          "Start the deployment again");
      assertThat(ConcourseScene.of(story.world().concourse()).isPaused("pipeline-lock")).isFalse();
      assertThat(story.everything())
          .as("no message of the bot is mistaken for a real one")
          .allSatisfy(message -> assertThat(message.text()).startsWith("REHEARSAL"));
      assertThat(story.everything()).extracting(SlackMessage::actions).containsOnly(List.of());

      // The lock itself: its claim outlived every VM, and one commit gave it back
      assertThat(PoolCommit.newest(story.world().lockRepository()))
          .isEqualTo(
              new PoolCommit(
                  "pipeline-lock <pipeline-lock@localhost>",
                  """
                  unclaiming: lock

                  Incident: INC-1
                  Requested-by: U0ANA
                  Approved-by: U0BEN
                  Approved-by: U0CLEO
                  """,
                  List.of(claim),
                  List.of(
                      "D create-cloudfoundry/claimed/lock",
                      "A create-cloudfoundry/unclaimed/lock")));
      int before = ana.toldSoFar();
      ana.typesUntilToldSince(before, "status dev04", "FREE");

      ana.types("history dev04");
      ana.isTold("INC-1", "Lock released");
      ana.types("help");
      ana.isTold("status dev04", "recreate dev04");
    }
  }

  /** The lines of the runbook's own transcript of a task, as far as they are one event each. */
  private static String[] transcript(String task) {
    var file = "/bosh/task-" + task + ".cli.txt";
    try (var in = RunbookStoryTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("Task " + task + " | "))
          .toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
