package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.WorldScene;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.lock.LockPlace;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** The watcher as a team meets it: nobody asked, and the channel is notified. */
@Execution(ExecutionMode.CONCURRENT)
class WatchStoryTest {
  private static List<SlackMessage> channel(SlackStory story) {
    return SlackScreen.of(story.slack()).messages(SimulatedSlack.INCIDENTS);
  }

  private static List<SlackMessage> posts(SlackStory story) {
    return channel(story).stream()
        .filter(
            it ->
                it.metadata()
                    .filter(m -> m.path("event_type").asText().equals("pipeline_lock_watch"))
                    .isPresent())
        .toList();
  }

  private static SlackMessage posted(SlackStory story) {
    return await()
        .until(() -> posts(story).stream().findFirst(), java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void aHungLockIsPostedOnceWithItsButtonAndItsEndIsPosted() {
    try (var story = SlackStory.beginWatched()) {
      var post = posted(story);
      assertThat(post.words())
          .contains("🔴 dev04 · HUNG CLAIM", "Recreate the 2 VMs", "The watcher has seen this");
      assertThat(post.actions())
          .containsExactly(
              "status.cure", "status.abort", "status.recreate", "status.details", "link.build");
      int seen = story.world().concourse().requests().size();
      await().until(() -> story.world().concourse().requests().size() > seen + 20);
      assertThat(posts(story)).as("it stands, and is not told again").hasSize(1);
      WorldScene.lockIsFree(story.world());
      await()
          .untilAsserted(
              () -> {
                var now = SlackScreen.of(story.slack()).message(post.ts());
                assertThat(now.words()).contains("HUNG CLAIM is over", "has been free again since");
                assertThat(now.actions()).isEmpty();
              });
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          SlackScreen.of(story.slack())
                              .replies(SimulatedSlack.INCIDENTS, post.ts()))
                      .extracting(SlackMessage::words)
                      .singleElement()
                      .asString()
                      .contains("the lock has been free again since"));
    }
  }

  @Test
  void theButtonRequestsTheRecreateAndGoesAwayOnceRequested() {
    try (var story = SlackStory.beginWatched()) {
      var post = posted(story);
      story.ana().clicks("status.recreate");
      story.ana().submits("reason", "the watcher says so, and it is right");
      story.everybodySees("the watcher says so, and it is right", "recreate concourse-worker/");
      await()
          .untilAsserted(
              () -> {
                var now = SlackScreen.of(story.slack()).message(post.ts());
                assertThat(now.actions())
                    .contains("status.details", "link.thread")
                    .noneMatch(action -> action.matches("status\\.(cure|abort|recreate)"));
                assertThat(now.words()).contains("INC-1", "has 0 of 2 approvals");
              });
      story.ben().clicks("incident.approve");
      await("the post follows its incident")
          .until(
              () ->
                  SlackScreen.of(story.slack())
                      .message(post.ts())
                      .words()
                      .contains("has 1 of 2 approvals"));
      assertThat(posts(story)).hasSize(1);
    }
  }

  /** Nobody presses anything: the bot asks, and two people approve what it asked for. */
  @Test
  void aHangThatNobodyAsksAboutIsAskedAboutByTheBotAndApprovedByTwo() {
    try (var story = SlackStory.beginAsking()) {
      var post = posted(story);
      story.everybodySees(
          "INC-1: recreate", "The bot asks for this by itself: no person has", "nobody has asked");
      story.ben().clicks("incident.approve");
      story.everybodySees("Approved by 1 of 2");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER))
          .as("one person alone starts nothing")
          .isZero();
      story.cleo().clicks("incident.approve");
      story.everybodySees("INC-1", "Lock released, 1 of 2 VMs recreated");
      assertThat(posts(story)).extracting(SlackMessage::ts).as("one post").containsOnly(post.ts());
      assertThat(channel(story)).as("one request").noneMatch(it -> it.words().contains("INC-2"));
    }
  }

  @Test
  void aMutedEnvironmentIsPostedWhenSomebodyUnmutesIt() {
    try (var story = SlackStory.beginWatched()) {
      posted(story);
      WorldScene.lockIsFree(story.world());
      story.everybodySees("HUNG CLAIM is over");
      story.ana().types("mute dev04 for 2h the pool is being moved");
      story.everybodySees("is muted by", "the pool is being moved");
      story.world().lockRepository().commit("move the pool", LockPlace.BOTH);
      story.ana().typesUntilSeen("status dev04", "BROKEN POOL", "is muted by");
      looksGoOn(story);
      assertThat(posts(story)).as("only the one of before").hasSize(1);
      story.ben().types("unmute dev04");
      story.everybodySees("no longer muted");
      await().until(() -> posts(story).size() == 2);
      assertThat(posts(story).getLast().words()).contains("dev04 · BROKEN POOL");
    }
  }

  @Test
  void aPostWhoseAnswerWasLostIsFoundAndNotSentAgain() {
    try (var story = SlackStory.beginWatched()) {
      var first = posted(story);
      WorldScene.lockIsFree(story.world());
      await()
          .until(
              () ->
                  !SlackScreen.of(story.slack())
                      .replies(SimulatedSlack.INCIDENTS, first.ts())
                      .isEmpty());
      SlackFaults.of(story.slack()).failNext("chat.postMessage", new SlackFault.AnswerLost());
      story.world().lockRepository().commit("move the pool", LockPlace.BOTH);
      await().until(() -> posts(story).size() == 2);
      int asked = SlackScreen.of(story.slack()).calls("conversations.history");
      looksGoOn(story);
      assertThat(SlackScreen.of(story.slack()).calls("conversations.history"))
          .isLessThanOrEqualTo(asked + 1);
      assertThat(posts(story)).hasSize(2);
    }
  }

  /** A few more looks than a post needs. */
  private static void looksGoOn(SlackStory story) {
    int seen = story.world().concourse().requests().size();
    await().until(() -> story.world().concourse().requests().size() > seen + 40);
  }
}
