package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.approved;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Marks;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.runbook.platform.UsualTime;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Golden;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.Story;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.slack.thread.card.Watch;

public class IncidentThreadTest {
  public static final Map<EnvironmentName, ByHand> BY_HAND =
      Map.of(Story.DEV04, new ByHand("concourse", "create-cloudfoundry"));

  private final IncidentThread thread =
      ThreadExamples.of(IncidentThreadTest::transcript, BY_HAND, KnownPeople.OF_THE_STORY);

  public static List<String> transcript(long task, String ndjson) {
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

  private static String asked(Story story, KnownPeople people) {
    var thread = ThreadExamples.of(IncidentThreadTest::transcript, BY_HAND, people);
    return part(thread.parts(story.incident(), story.events()), Part.REQUEST).message().text();
  }

  @Test
  void theCardNamesThoseWhoCountNowAndNobodyElse() {
    var groups = KnownPeople.OF_THE_STORY.groups();
    assertThat(asked(Story.requested(), KnownPeople.OF_THE_STORY))
        .contains("Needs 2 approvals. Can approve: <@U0BEN>, <@U0CLEO>.\n");
    var benLeft = new KnownPeople(groups, Map.of(Story.BEN, Standing.DEACTIVATED));
    assertThat(asked(Story.requested(), benLeft))
        .contains(
            "Can approve: <@U0CLEO>. :warning: *Too few of the people named count, so nobody can approve this.* Why: `/pipeline-lock who dev04`")
        .doesNotContain("U0BEN");
    var untold = new KnownPeople(Map.of(), Map.of(Story.CLEO, Standing.UNKNOWN));
    assertThat(asked(Story.requested(), untold))
        .contains(
            "Can approve: <@U0BEN>. Slack cannot say right now who is in <!subteam^S0APPROVERS>, who <@U0CLEO> is, so these may not count.");
  }

  /** A checkpoint that comes as soon as the watch's time is so late after the end. */
  private static IncidentThread marked(Story story, Duration afterTheEnd, boolean isThere) {
    var end = ((Phase.Closed) story.incident().phase()).at();
    var marks =
        new Marks() {
          @Override
          public Optional<Mark> of(long chain, long sequence) {
            assertThat(chain).isEqualTo(story.incident().id().number());
            assertThat(sequence).isEqualTo(story.events().size());
            return Optional.of(new Mark(41, "9f3a1c2d4e5f6071")).filter(_ -> isThere);
          }

          @Override
          public boolean areMade() {
            return true;
          }
        };
    var watch =
        new Watch(InstantSource.fixed(end.plus(afterTheEnd)), (_, _) -> UsualTime.RUNBOOK_WORKER);
    return new IncidentThread(
        IncidentThreadTest::transcript,
        BY_HAND,
        KnownPeople.OF_THE_STORY,
        watch,
        marks,
        RequestLinks.NONE);
  }

  @Test
  void theEndNamesTheCheckpointThatTookItInOnceThereIsOne() {
    var story =
        Story.requested().then(Duration.ofMinutes(1), new IncidentEvent.Rejected(Story.BEN, "no"));
    var events = story.events();
    var soon = marked(story, Duration.ofSeconds(9), false);
    assertThat(part(soon.parts(story.incident(), events), Part.END).message().text())
        .doesNotContain("Record:");
    assertThat(soon.nextChange(story.incident(), events)).contains(Duration.ofSeconds(2));
    assertThat(marked(story, Duration.ofMinutes(2), false).nextChange(story.incident(), events))
        .as("one that does not come is not waited for for ever")
        .isEmpty();
    var then = marked(story, Duration.ofSeconds(11), true);
    assertThat(part(then.parts(story.incident(), events), Part.END).message().text())
        .contains("Record: checkpoint 41, 9f3a1c2d4e5f6071");
    assertThat(then.nextChange(story.incident(), events)).isEmpty();
  }

  @Test
  void aReminderStaysAsItWasPostedWhoeverCountsLater() {
    var story =
        Story.requestedOfTwoLists().then(Duration.ofMinutes(5), new IncidentEvent.Reminded());
    var posted = part(parts(story), "event-2");
    assertThat(posted.message().text())
        .contains(
            "approve or reject it: <@U0BEN>, <@U0CLEO>; from the other list: <@U0CLEO>, <@U0FAY>.");
    var decided = part(parts(story.then(Duration.ofSeconds(9), rejected())), "event-2");
    assertThat(decided.message().text()).doesNotContain("U0BEN");
    assertThat(decided.digest()).isEqualTo(posted.digest());
  }

  private static IncidentEvent rejected() {
    return new IncidentEvent.Rejected(Story.CLEO, "the deployment runs");
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
            "by-hand",
            "event-6",
            "event-8",
            "task-2",
            "event-13",
            "event-15",
            "timeline",
            "log",
            "end");
    for (var part : parts) {
      Golden.check("thread-completed-" + part.name(), part.message());
    }
  }

  @Test
  void theCardForTheDayWithoutTheBotSaysWhatRunsAndWhatToType() {
    Golden.check(
        "thread-by-hand-started", part(parts(Story.requested().started()), Part.BY_HAND).message());
    var recreating = part(parts(Story.requested().started().recreating()), Part.BY_HAND);
    Golden.check("thread-by-hand-recreating", recreating.message());
    assertThat(recreating.pinned()).isTrue();
    var lost =
        Story.requested()
            .started()
            .then(Duration.ofSeconds(1), new IncidentEvent.StepEnded(0, Story.DONE, "Paused."))
            .then(Duration.ofSeconds(1), new IncidentEvent.StepEnded(1, Story.DONE, "Aborted."))
            .then(Duration.ofSeconds(1), new IncidentEvent.StepIntended(2, "INC-1.3"))
            .then(Duration.ofSeconds(9), new IncidentEvent.AnswerLost(2, "no answer"));
    Golden.check("thread-by-hand-lost", part(parts(lost), Part.BY_HAND).message());
    var over = part(parts(Story.requested().started().recreating().ended()), Part.BY_HAND);
    assertThat(over.pinned()).isFalse();
  }

  @Test
  void theWholeLogIsAFileWithEveryEventAndEveryLine() {
    var story = Story.requested("<!here>").started().noted().recreating().ended();
    var file = part(parts(story), Part.LOG).file().orElseThrow();
    assertThat(file.name()).isEqualTo("INC-1-log.txt");
    assertThat(file.content().lines())
        .filteredOn(line -> line.matches(" +[0-9]+  2026-11-24 .* UTC  [A-Z].* h[0-9]+"))
        .hasSize(story.events().size());
    assertThat(file.content())
        .contains(
            "APPROVED by T0REHEARSAL/U0BEN, for the first list  h2",
            "Task 260183 | {\"time\":1708337192",
            "INC-1, environment dev04");
  }

  @Test
  void whatPeopleNoteIsToldAndStandsInTheTimelineByItsTime() {
    var before = Story.requested().started().noted().recreating().ended();
    Golden.check("thread-noted", part(parts(before), "event-5").message());
    Golden.check("thread-timeline-noted", part(parts(before), Part.TIMELINE).message());
    var after = Story.requested().started().recreating().ended().noted();
    assertThat(parts(after)).extracting(Part::name).endsWith(Part.TIMELINE, Part.LOG, Part.END);
    assertThat(part(parts(after), Part.TIMELINE).message().text()).contains("<@U0BEN> noted");
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
    assertThat(card.text())
        .contains(
            "1 min 11 s of about 9 min 33 s (the runbook's;",
            "Task 260183 |",
            "12 % of the runbook's time");
  }

  private static String running(Duration sinceItsLastWord, UsualTime usual, String golden) {
    var story = Story.requested().started().recreating();
    var now = story.events().getLast().at().plus(sinceItsLastWord);
    var thread =
        ThreadExamples.of(
            IncidentThreadTest::transcript,
            BY_HAND,
            KnownPeople.OF_THE_STORY,
            new Watch(() -> now, (_, _) -> usual));
    var card = part(thread.parts(story.incident(), story.events()), "task-2").message();
    Golden.check(golden, card);
    return card.text();
  }

  @Test
  void aTaskThatSaysNothingIsStillToldItsTimeAgainstTheEarlierRuns() {
    var usual = new UsualTime(Duration.ofSeconds(430), Duration.ofSeconds(580), 5);
    assertThat(running(Duration.ofSeconds(181), usual, "thread-task-usual"))
        .contains(
            "▓▓▓▓▓░░░░░ 55 % of the usual time",
            "4 min of about 7 min 10 s (median of 5 earlier runs)"); // in steps of 15 s
  }

  @Test
  void beyondTheUsualTimeTheShareIsToldAndBeyondTheLongestThereIsNoBar() {
    var usual = new UsualTime(Duration.ofSeconds(430), Duration.ofSeconds(580), 5);
    assertThat(running(Duration.ofSeconds(425), usual, "thread-task-longer"))
        .contains("▓▓▓▓▓▓▓▓▓▓ 115 % of the usual time", "8 min 15 s of about 7 min");
    assertThat(running(Duration.ofSeconds(705), usual, "thread-task-overrun"))
        .contains(
            "*3 min 5 s longer than the longest of 5 earlier runs (9 min 40 s)*",
            "12 min so far. Look for yourself: `bosh -e dev04 task 260183 --debug`")
        .doesNotContain("▓");
  }

  private static List<Part> atThatTime(Story story, Duration sinceItsLastWord) {
    var now = story.events().getLast().at().plus(sinceItsLastWord);
    var usual = new UsualTime(Duration.ofSeconds(430), Duration.ofSeconds(580), 5);
    return ThreadExamples.of(
            new Transcripts(),
            BY_HAND,
            KnownPeople.OF_THE_STORY,
            new Watch(() -> now, (_, _) -> usual))
        .parts(story.incident(), story.events());
  }

  /** An edit rings no phone; a message of its own does, once, whatever its time says later. */
  @Test
  void oneThatTakesLongerThanAnyBeforeItCallsWhoAskedOnce() {
    var story = Story.requested().started().recreating();
    assertThat(atThatTime(story, Duration.ofSeconds(500)))
        .extracting(Part::name)
        .endsWith("task-2");
    var first = part(atThatTime(story, Duration.ofSeconds(511)), "overrun-2");
    Golden.check("thread-task-news-overrun", first.message());
    assertThat(first.message().text()).contains("<@U0ANA>", "longest of 5 earlier runs");
    var later = part(atThatTime(story, Duration.ofHours(1)), "overrun-2");
    assertThat(later.digest()).isEqualTo(first.digest());
    assertThat(atThatTime(story.ended(), Duration.ofHours(1)))
        .extracting(Part::name)
        .doesNotContain("overrun-2");
  }

  @Test
  void aDrainThatIsOverAndAVmThatIsBackAreMessagesOfTheirOwn() {
    String vm = "\"concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7 (0) (canary)\"";
    String step = "{\"time\":%d,\"stage\":\"Updating instance\",\"tags\":[],\"task\":" + vm;
    String draining =
        step.formatted(1708337200)
            + ",\"state\":\"in_progress\",\"data\":{\"status\":\"executing drain\"}}\n";
    String stopping =
        step.formatted(1708337433)
            + ",\"state\":\"in_progress\",\"data\":{\"status\":\"stopping jobs\"}}\n";
    var before = said(Story.requested().started().recreating(), draining);
    assertThat(atThatTime(before, Duration.ZERO)).extracting(Part::name).endsWith("task-2");
    var after = said(before, stopping);
    var parts = atThatTime(after, Duration.ZERO);
    assertThat(parts).extracting(Part::name).endsWith("task-2", "drained-2");
    Golden.check("thread-task-news-drained", part(parts, "drained-2").message());
    var over = atThatTime(after.ended(), Duration.ZERO);
    assertThat(over).extracting(Part::name).containsSequence("task-2", "drained-2");
    assertThat(over)
        .extracting(it -> it.message().text())
        .anyMatch(text -> text.startsWith("VM back: concourse-worker/89f7a596 after 14 min"));
  }

  private static Story said(Story story, String lines) {
    var task = story.incident().steps().get(2).ofTask().orElseThrow();
    return story.then(
        Duration.ofMinutes(2),
        new IncidentEvent.TaskSaid(2, task.id(), task.next(), lines.length(), lines));
  }

  @Test
  void aClockBehindTheRecordTakesNothingBack() {
    var usual = new UsualTime(Duration.ofSeconds(60), Duration.ofSeconds(100), 1);
    assertThat(running(Duration.ofSeconds(-600), usual, "thread-task-one-earlier"))
        .contains("1 min 11 s of about 1 min (the one earlier run)");
  }

  @Test
  void ofTwoListsTheOneThatIsWaitedForIsNamedAndCalled() {
    var story =
        Story.requestedOfTwoLists()
            .then(Duration.ofMinutes(1), approved(Story.BEN))
            .then(Duration.ofMinutes(4), new IncidentEvent.Reminded());
    var parts = parts(story);
    Golden.check("thread-request-two-lists", part(parts, Part.REQUEST).message());
    var reminder = part(parts, "event-3").message();
    Golden.check("thread-reminder", reminder);
    assertThat(reminder.text())
        .contains(
            "reject it: <@U0CLEO>, <@U0FAY>.",
            "called, because nobody has decided: <!subteam^S0LEADS>")
        .as("whose side has approved")
        .doesNotContain(
            "<!subteam^S0APPROVERS>", "<!subteam^S0SECURITY>", "<@U0BEN>", "other list");
  }

  @Test
  void aBrokenGlassIsToldLoudlyAndStaysOpenUntilItIsReviewed() {
    var story = Story.brokenGlass();
    var parts = parts(story);
    assertThat(parts)
        .extracting(Part::name)
        .containsExactly(
            "root",
            "request",
            "event-2",
            "alarm-2",
            "event-3",
            "by-hand",
            "event-5",
            "event-7",
            "task-2",
            "event-11",
            "event-13",
            "timeline",
            "log",
            "end");
    assertThat(part(parts, "alarm-2").elsewhere()).contains("C0SECURITY");
    for (String name : List.of("root", "request", "event-2", "alarm-2", "end", "timeline")) {
      Golden.check("thread-broken-glass-" + name, part(parts, name).message());
    }
    var reviewed =
        parts(
            story
                .then(Duration.ofHours(24), new IncidentEvent.ReviewReminded())
                .then(
                    Duration.ofHours(1),
                    new IncidentEvent.Reviewed(Story.CLEO, "right; the rota gets a <@second>")));
    assertThat(reviewed)
        .extracting(Part::name)
        .endsWith("end", "event-15", "event-16")
        .contains("alarm-15");
    for (String name : List.of("root", "event-15", "event-16", "alarm-2", "alarm-15", "end")) {
      Golden.check("thread-reviewed-" + name, part(reviewed, name).message());
    }
    assertThat(part(reviewed, "alarm-2").message().blocks())
        .as("its button is gone")
        .noneMatch(block -> block.getType().equals("actions"));
  }

  @Test
  void wherePolicyAllowsItTheRequestSaysHowToStartItAlone() {
    var waiting = new Story().then(Duration.ZERO, Story.brokenGlass().events().getFirst().event());
    Golden.check("thread-request-with-break-glass", part(parts(waiting), Part.REQUEST).message());
  }

  @Test
  void anApprovalThatIsTakenBackIsToldAndTheButtonsAreThereAgain() {
    var story =
        Story.requested()
            .then(Duration.ofSeconds(10), approved(Story.BEN))
            .then(Duration.ofSeconds(10), approved(Story.CLEO))
            .then(Duration.ofSeconds(1), new IncidentEvent.Revoked(Story.BEN));
    var parts = parts(story);
    assertThat(part(parts, "event-3").message().text())
        .contains("2 of 2. That is enough. <@U0ANA>, the bot looks again and then starts.");
    assertThat(part(parts, "event-4").message().text())
        .isEqualTo("<@U0BEN> took the approval back. 1 more is needed.");
    assertThat(part(parts, Part.REQUEST).message().blocks())
        .anyMatch(block -> block.getType().equals("actions"));
  }

  @Test
  void whatLapsedSaysWhatChangedAndIsAskedForAgainWithOneClick() {
    var story =
        Story.requested()
            .then(Duration.ofSeconds(10), approved(Story.BEN))
            .then(Duration.ofSeconds(10), approved(Story.CLEO))
            .then(
                Duration.ofSeconds(1),
                new IncidentEvent.Lapsed(
                    List.of(
                        "U0BEN approved, and the account is deactivated now.",
                        "Now: HUNG CLAIM: still silent")));
    var end = part(parts(story), Part.END).message();
    Golden.check("thread-lapsed", end);
    assertThat(end.text()).contains("deactivated now", "Nothing was done", "request it again");
    assertThat(end.blocks()).anyMatch(block -> block.getType().equals("actions"));
  }

  @Test
  void whatLapsesWhileItWaitsCallsNobodyButTheRequester() {
    var difference =
        List.of(
            "It was HUNG CLAIM, now it is FREE.",
            "The current state does not allow this plan.",
            "Now: FREE for 7 s");
    var story =
        Story.requested()
            .then(Duration.ofSeconds(10), approved(Story.BEN))
            .then(Duration.ofMinutes(1), new IncidentEvent.Lapsed(difference));
    var end = part(parts(story), Part.END).message();
    assertThat(end.text()).contains(difference).contains("Nothing was done");
    var called = Pattern.compile("<@(\\w+)>").matcher(end.text()).results();
    assertThat(called.map(it -> it.group(1))).containsOnly("U0ANA");
    assertThat(part(parts(story), Part.REQUEST).message().text())
        .as("who may still approve it")
        .doesNotContain("Can approve");
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

  /** What a part is called and where it is never changes, or the publisher would be lost. */
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
    for (int i = 0; i < 60; i++) {
      story.then(Duration.ofSeconds(1), new IncidentEvent.Noted(endless));
      story.then(
          Duration.ofSeconds(1),
          new IncidentEvent.NoteAdded(
              Story.BEN,
              Story.AT,
              endless,
              java.util.Optional.empty(),
              java.util.Optional.empty()));
    }
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
