package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Decision;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.card.RequestReply;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.ThreadRef;

/** From each answer one gets to the thread, which Slack may tell a moment later. */
class LinkedAnswersTest {
  private static final String THREAD = "https://example.slack.com/archives/C0INCIDENTS/p1";

  private static Directory directory(Function<IncidentId, Optional<String>> links) {
    return Directory.of(Map.of(Story.DEV04, "C0INCIDENTS"), Map.of(), Set.of(), links);
  }

  @Test
  void theFirstAnswerToARequestWaitsForTheAddressOfItsThread() {
    var asked = new AtomicInteger();
    var directory =
        directory(_ -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of(THREAD));
    var opened = Story.requested().incident();
    var answer =
        new RequestDesk.Answer(
            Decision.Accepted.of(Story.request("it hangs")), Optional.of(opened));

    String said =
        RequestReply.of(answer, it -> NewThread.of(it, directory, Duration.ofMinutes(1))).text();
    assertThat(said)
        .contains("*INC-1* is open in <#C0INCIDENTS> (<%s|thread>)".formatted(THREAD))
        .contains("2 people have until");
    assertThat(asked).hasValue(3);
  }

  @Test
  void aRequestThatAnotherIncidentForbidsLinksThatOne() {
    var other = Story.requested().incident();
    var answer = new RequestDesk.Answer(Incidents.inTheWay(other), Optional.of(other));
    assertThat(RequestReply.of(answer, directory(_ -> Optional.of(THREAD))::thread).text())
        .contains("already has INC-1 open", "Join its thread")
        .contains("Its thread: <#C0INCIDENTS> (<%s|thread>)".formatted(THREAD));
  }

  @Test
  void aThreadThatNeverComesIsNotWaitedForLong() {
    assertThat(
            NewThread.of(
                Story.requested().incident(), directory(_ -> Optional.empty()), Duration.ZERO))
        .isEqualTo(ThreadRef.in("C0INCIDENTS"));
  }

  @Test
  void aNoteLinksTheThreadThatShowsIt(@TempDir Path folder) {
    try (var desk = new Desk(folder)) {
      var id = desk.play(Story.requested());
      var note =
          new Notes.Note(
              desk.clock.instant(), "the web VM answers", Optional.empty(), Optional.empty());
      String said =
          new Notes(desk.incidents, desk.people(), desk.refusals, _ -> Optional.of(THREAD))
              .add(id, Story.BEN.user(), note)
              .text();
      assertThat(said).contains("Noted in *INC-1* (<%s|thread>), for".formatted(THREAD));
    }
  }
}
