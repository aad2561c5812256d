package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Marks;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.runbook.platform.UsualTime;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.Story;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.slack.thread.card.Watch;

class RenderedThreadTest {
  private static final Banner BANNER = new Banner(Optional.of("REHEARSAL"));

  private Instant now = Story.AT;
  private Optional<Mark> mark = Optional.empty();
  private final IncidentThread thread =
      new IncidentThread(
          IncidentThreadTest::transcript,
          IncidentThreadTest.BY_HAND,
          KnownPeople.OF_THE_STORY,
          new Watch(() -> now, (_, _) -> UsualTime.RUNBOOK_WORKER),
          new Marks() {
            @Override
            public Optional<Mark> of(long chain, long sequence) {
              return mark;
            }

            @Override
            public boolean areMade() {
              return true;
            }
          },
          RequestLinks.NONE);
  private final RenderedThread rendered = new RenderedThread(thread, BANNER);

  private List<Part> parts(Story story) {
    var parts = rendered.parts(story.incident(), story.events(), false);
    assertThat(parts)
        .as("as it reads when it is rendered now")
        .isEqualTo(
            new RenderedThread(thread, BANNER).parts(story.incident(), story.events(), false));
    return parts;
  }

  @Test
  void aRunningTaskIsRenderedAnewWithEachTickAndEachEvent() {
    var story = Story.requested().started().recreating();
    now = story.events().getLast().at();
    var first = parts(story);
    now = now.plus(Duration.ofSeconds(3));
    assertThat(parts(story)).isSameAs(first);
    now = now.plus(Duration.ofSeconds(15));
    var later = parts(story);
    assertThat(later).isNotEqualTo(first);
    assertThat(parts(story)).isSameAs(later);
    var more =
        story.then(Duration.ZERO, new IncidentEvent.TaskEnded(2, 260183, "done", Optional.empty()));
    assertThat(parts(more)).isNotEqualTo(later);
  }

  @Test
  void aThreadThatIsBegunAnewSaysSo() {
    var story = Story.requested().started();
    var first = parts(story).getFirst().message().text();
    var again = rendered.parts(story.incident(), story.events(), true).getFirst().message().text();
    assertThat(first).doesNotContain("is gone from Slack");
    assertThat(again).contains("The earlier thread is gone from Slack.");
    assertThat(parts(story).getFirst().message().text()).isEqualTo(first);
  }

  @Test
  void whilePeopleDecideItIsRenderedEachTime() {
    var story = Story.requested();
    var first = parts(story);
    assertThat(parts(story)).isEqualTo(first).isNotSameAs(first);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(parts(story)).isNotEqualTo(first);
  }

  @Test
  void anEndIsRenderedAnewWhenItsCheckpointComes() {
    var story = Story.requested().started().recreating().ended();
    var first = parts(story);
    now = now.plus(Duration.ofDays(1));
    assertThat(parts(story)).isSameAs(first);
    mark = Optional.of(new Mark(41, "9f3a1c2d4e5f6071"));
    assertThat(parts(story).getLast().message().text()).contains("Record: checkpoint 41");
  }
}
