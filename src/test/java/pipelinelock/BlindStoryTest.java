package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.lock.PoolCommit;
import pipelinelock.rehearsal.slack.workspace.Persona;

/** Concourse itself is dead: nobody sees what runs, and its web VM alone may go, by more people. */
@Execution(ExecutionMode.CONCURRENT)
class BlindStoryTest {
  /** The new web node takes the hung build up, and its silence is counted from then on. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final String APPROVE = "incident.approve";
  private static final String ASK = "recreate dev04 --blind Concourse is dead since 11:07";
  private static final String THE_WAY = "/pipeline-lock recreate dev04 --blind why it is needed";

  @Test
  void aDeadConcourseIsBackByThreePeopleWhoTypeTheName() {
    try (var story = SlackStory.beginWhole(SOON)) {
      story.world().concourseDies();
      var ana = story.ana();
      var claim = story.world().lockRepository().tip();

      // git and BOSH alone are read; what fits is named, what does not is refused
      ana.typesUntilSeen("status dev04", "WEB STUCK", "Concourse does not answer", THE_WAY);
      ana.types("recreate dev04 Concourse is dead since 11:07");
      ana.isTold("A recreate does not fit what is there now", THE_WAY);
      story.slack().opensHome(Persona.ANA.id());
      await().until(() -> home(story).contains(THE_WAY));

      // The request says first what nobody can see
      ana.typesUntilSeen(ASK, "INC-1");
      story.everybodySees(
          "Concourse is dead since 11:07",
          "Builds that run now cannot be seen",
          "recreate concourse/cd83da7e",
          "0 of 3");

      // Nobody does it alone, nor two, nor without the name
      ana.types("break-glass INC-1 dev04 nobody answers the pager");
      ana.isTold("INC-1 is a blind recreate, and nobody ever starts one alone");
      approves(ana);
      ana.isTold("You requested INC-1 yourself");
      approves(story.ben());
      story.everybodySees("1 of 3");
      approves(story.cleo());
      story.everybodySees("2 of 3");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
      approves(story.who(Persona.DAN));

      // The web VM alone, and then a look like any other
      story.everybodySees("VM recreated", "Look what became of the builds", "Now: ");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isEqualTo(1);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
      assertThat(story.world().lockRepository().tip())
          .as("no lock was given back")
          .isEqualTo(claim);

      // What hangs still is cured like any hang, by what can be seen again
      ana.typesUntilSeen("status dev04", "HUNG CLAIM", "pipeline-lock build 123");
      ana.typesUntilSeen("cure dev04 the claim is as silent as before", "INC-2");
      story.ben().clicks(APPROVE);
      story.everybodySees("1 of 2");
      story.cleo().clicks(APPROVE);
      story.everybodySees("INC-2 · dev04 · A deployment runs again", "1 of 2 VMs recreated");
      assertThat(PoolCommit.newest(story.world().lockRepository()).message())
          .isEqualTo("main/create-cloudfoundry/pipeline-lock build 124 claiming: lock\n");
    }
  }

  @Test
  void aConcourseThatAnswersBeforeTheStartKeepsItsVm() {
    try (var story = SlackStory.beginWhole()) {
      story.world().concourseDies();
      story.ana().typesUntilSeen(ASK, "INC-1");
      approves(story.ben());
      story.everybodySees("1 of 3");
      approves(story.cleo());
      story.everybodySees("2 of 3");
      story.world().concourseRunsAgain();
      story.everybodySees("lapsed", "Concourse answers");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
    }
  }

  private static String home(SlackStory story) {
    return story.slack().homeOf(Persona.ANA.id()).map(it -> it.json().toString()).orElse("");
  }

  private static void approves(SlackStory.Who who) {
    who.clicks(APPROVE);
    who.submits("name", "dev04");
  }
}
