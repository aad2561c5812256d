package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;

class IncidentThreadTest {
  private final IncidentThread thread = new IncidentThread(IncidentThreadTest::transcript);

  static List<String> transcript(long task, String ndjson) {
    return ndjson.lines().map(line -> "Task " + task + " | " + line).toList();
  }

  private List<Part> parts(Story story) {
    return thread.parts(story.incident(), story.events());
  }

  private static Part part(List<Part> parts, String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aRequestIsItsStateAndItsCard() {
    var parts = parts(Story.requested());
    assertThat(parts).extracting(Part::name).containsExactly("root", "request");
    Golden.check("thread-root-waiting", parts.getFirst().message());
    Golden.check("thread-request-waiting", parts.getLast().message());
  }

  @Test
  void theWholeStoryInOrder() {
    var parts = parts(Story.requested().started().recreating().ended());
    assertThat(parts)
        .extracting(Part::name)
        .containsExactly(
            "root",
            "request",
            "event-2",
            "event-3",
            "event-4",
            "event-6",
            "event-8",
            "task-2",
            "event-13",
            "event-15",
            "end");
    for (var part : parts) {
      Golden.check("thread-completed-" + part.name(), part.message());
    }
  }

  @Test
  void buttonsVanishWhenItIsDecided() {
    var waiting = part(parts(Story.requested()), Part.REQUEST).message();
    var decided = part(parts(Story.requested().started()), Part.REQUEST).message();
    assertThat(waiting.blocks()).anyMatch(block -> block.getType().equals("actions"));
    assertThat(decided.blocks()).noneMatch(block -> block.getType().equals("actions"));
  }

  @Test
  void aRunningTaskShowsItsLinesAndItsTimeSoFar() {
    var card = part(parts(Story.requested().started().recreating()), "task-2").message();
    Golden.check("thread-task-running", card);
    assertThat(card.text()).contains("1 min 11 s so far", "Task 260183 |");
  }

  @Test
  void twoListsAreBothNamedAndBothCalled() {
    var story =
        Story.requestedOfTwoLists()
            .then(Duration.ofMinutes(1), new IncidentEvent.Approved(Story.BEN))
            .then(Duration.ofMinutes(4), new IncidentEvent.Reminded());
    var parts = parts(story);
    Golden.check("thread-request-two-lists", part(parts, Part.REQUEST).message());
    var reminder = part(parts, "event-3").message();
    Golden.check("thread-reminder", reminder);
    assertThat(reminder.text())
        .contains("<!subteam^S0APPROVERS>", "<!subteam^S0SECURITY>", "<!subteam^S0LEADS>");
  }

  @Test
  void anApprovalThatIsTakenBackIsToldAndTheButtonsAreThereAgain() {
    var story =
        Story.requested()
            .then(Duration.ofSeconds(10), new IncidentEvent.Approved(Story.BEN))
            .then(Duration.ofSeconds(10), new IncidentEvent.Approved(Story.CLEO))
            .then(Duration.ofSeconds(1), new IncidentEvent.Revoked(Story.BEN));
    var parts = parts(story);
    assertThat(part(parts, "event-3").message().text()).contains("2 of 2. That is enough.");
    assertThat(part(parts, "event-4").message().text())
        .isEqualTo("<@U0BEN> took the approval back. 1 more is needed.");
    assertThat(part(parts, Part.REQUEST).message().blocks())
        .anyMatch(block -> block.getType().equals("actions"));
  }

  @Test
  void aRejectionSaysWhoAndWhy() {
    var story =
        Story.requested()
            .then(
                Duration.ofMinutes(1),
                new IncidentEvent.Rejected(Story.BEN, "<!channel> *wait* for build 123"));
    var end = part(parts(story), Part.END).message();
    Golden.check("thread-rejected", end);
    assertThat(end.text()).contains("<@U0BEN>", "&lt;!channel&gt;", "Nothing was done");
  }

  /** What a part is called and where it stands never changes, or the publisher would be lost. */
  @Test
  void partsAreOnlyEverAdded() {
    var events = Story.requested().started().recreating().ended().events();
    var before = List.<String>of();
    for (int i = 1; i <= events.size(); i++) {
      var some = events.subList(0, i);
      var names =
          thread.parts(pipelinelock.incident.Incident.of(some), some).stream()
              .map(Part::name)
              .toList();
      assertThat(names.subList(0, before.size())).isEqualTo(before);
      assertThat(names).doesNotHaveDuplicates();
      before = names;
    }
  }

  @Test
  void hostileAndEndlessTextKeepsTheLimits() {
    String endless = "`<!here>*\u202E\uD83D\uDD12".repeat(2000);
    var story = Story.requested(endless).started().recreating();
    for (int i = 0; i < 50; i++) {
      story.then(
          Duration.ofSeconds(1),
          new IncidentEvent.TaskSaid(2, 260183, 0, 1, endless.repeat(2) + "\n"));
    }
    story.then(Duration.ofSeconds(1), new IncidentEvent.Noted(endless));
    var todo = IntStream.range(0, 200).mapToObj(i -> endless).toList();
    story.then(
        Duration.ofSeconds(1),
        new IncidentEvent.Ended(pipelinelock.incident.Outcome.FAILED, endless, todo));
    for (var part : parts(story)) {
      BlockKitLimits.check(part.message());
      assertThat(part.message().text()).doesNotContain("<!here>");
    }
  }
}
