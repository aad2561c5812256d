package pipelinelock.ongoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.blindly;
import static pipelinelock.incident.IncidentExamples.incident;
import static pipelinelock.incident.IncidentExamples.recorded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.ledger.ToldSoFar;

class OngoingTest {
  private static final int RECREATE = 3;

  static Stream<Arguments> moments() {
    return Stream.of(
        argumentSet(
            "asked",
            List.of(),
            "INC-1 asks for a recreate and has 0 of 2 approvals; it lapses at 12:15:00 UTC. Approve or reject it in its thread; until then nothing happens."),
        argumentSet(
            "half approved",
            List.of(approved(BEN)),
            "INC-1 asks for a recreate and has 1 of 2 approvals; it lapses at 12:15:00 UTC. Approve or reject it in its thread; until then nothing happens."),
        argumentSet(
            "approved",
            List.of(approved(BEN), approved(CLEO)),
            "INC-1 is approved and starts now. Nothing to do."),
        argumentSet(
            "held up",
            List.of(
                approved(BEN),
                approved(CLEO),
                new Noted("The start waits, because the bot is frozen.")),
            "INC-1 is approved, and has not begun. The start waits, because the bot is frozen. Nothing to do."),
        argumentSet(
            "alone",
            List.of(new GlassBroken(BEN, "nobody answers")),
            "INC-1 was started by one person alone and starts now. Nothing to do."),
        argumentSet(
            "a light step",
            until(0),
            "INC-1 is at step 1 of 7: pause the job pipeline-lock, so that nothing new starts. Nothing to do."),
        argumentSet(
            "before the VM",
            until(RECREATE),
            "INC-1 looks whether concourse-worker/89f7a596 has to be recreated. Nothing to do."),
        argumentSet(
            "intended",
            until(RECREATE, new StepIntended(RECREATE, "c")),
            "INC-1 asks BOSH to recreate concourse-worker/89f7a596. Nothing to do."),
        argumentSet(
            "its answer lost",
            until(RECREATE, new StepIntended(RECREATE, "c"), new AnswerLost(RECREATE, "cut")),
            "INC-1 looks for the task that recreates concourse-worker/89f7a596, for 50 s now. Nothing to do."),
        argumentSet(
            "its task runs",
            until(RECREATE, new StepIntended(RECREATE, "c"), new TaskAccepted(RECREATE, 260183)),
            "INC-1 is recreating concourse-worker/89f7a596: task 260183, 50 s of about 10 min. Nothing to do."),
        argumentSet(
            "its task is over",
            until(
                RECREATE,
                new StepIntended(RECREATE, "c"),
                new TaskAccepted(RECREATE, 260183),
                new TaskEnded(RECREATE, 260183, "done", Optional.empty())),
            "INC-1 checks concourse-worker/89f7a596, which task 260183 recreated. Nothing to do."),
        argumentSet(
            "stopped meanwhile",
            until(
                RECREATE,
                new StepIntended(RECREATE, "c"),
                new TaskAccepted(RECREATE, 260183),
                new CancelAsked(BEN)),
            "INC-1 is being stopped, and is recreating concourse-worker/89f7a596: task 260183, 50 s of about 10 min. Nothing to do."),
        argumentSet("every step over", until(7), "INC-1 is at its end. Nothing to do."));
  }

  @Test
  void aBlindOneIsCalledARecreate() {
    var incident = Incident.of(recorded(blindly(BLIND)));
    assertThat(Ongoing.of(incident, NOON, _ -> Optional.empty()).sentence())
        .startsWith("INC-1 asks for a blind recreate and has 0 of 3 approvals");
  }

  @ParameterizedTest
  @MethodSource("moments")
  void itLeadsWithWhatItDoes(List<IncidentEvent> events, String sentence) {
    var incident = incident(events.toArray(IncidentEvent[]::new));
    var now = Ongoing.of(incident, now(events), _ -> Optional.of(Duration.ofSeconds(573)));
    assertThat(now.sentence()).isEqualTo(sentence);
  }

  @Test
  void aStepThatNobodyHasTimedHasNoEndInSight() {
    var incident =
        incident(
            until(RECREATE, new StepIntended(RECREATE, "c"), new TaskAccepted(RECREATE, 7))
                .toArray(IncidentEvent[]::new));
    assertThat(Ongoing.of(incident, incident.recordedAt(), _ -> Optional.empty()).doing())
        .isEqualTo("is recreating concourse-worker/89f7a596: task 7, 1 s");
  }

  @Test
  void oneThatIsOverDoesNotLead() {
    var over = incident(new Withdrawn(BEN));
    assertThatThrownBy(() -> Ongoing.of(over, NOON, _ -> Optional.empty()))
        .hasMessage("INC-1 is over");
  }

  /** Fifty seconds after the step was intended. */
  private static Instant now(List<IncidentEvent> events) {
    int intended = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof StepIntended) {
        intended = i;
      }
    }
    return NOON.plusSeconds(intended + 1 + 50);
  }

  private static List<IncidentEvent> until(int step, IncidentEvent... then) {
    var events =
        new ArrayList<IncidentEvent>(List.of(approved(BEN), approved(CLEO), new Started(HUNG)));
    for (int i = 0; i < step; i++) {
      events.add(new StepEnded(i, StepOutcome.DONE, "done"));
    }
    events.addAll(List.of(then));
    return events;
  }

  @Test
  void aThreadThatNobodySeesComesBeforeWhatToDoInIt() {
    var waits = Ongoing.of(incident(), NOON, _ -> Optional.empty());
    assertThat(waits.unwritten(Optional.empty())).isEqualTo(waits);
    assertThat(
            waits.unwritten(Optional.of(new ToldSoFar.Refused("C0INC", "is_archived"))).sentence())
        .isEqualTo(
            "INC-1 asks for a recreate and has 0 of 2 approvals; it lapses at 12:15:00 UTC. Nobody can see its thread: Slack takes no message in its channel (is_archived). Invite the bot there or set another channel; until then `/pipeline-lock incident INC-1` tells how far it is.");
  }
}
