package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.click.Actor;

class DecisionsTest {
  @TempDir private Path folder;

  /** Groups decide who may start it alone, and not whether the requester may take it back. */
  @Test
  void theRequesterTakesItBackAlsoWhileSlackDoesNotTellGroups() {
    try (var desk = new Desk(folder)) {
      var decisions =
          new Decisions(desk.incidents, desk.people(), RefusalLog.NONE, _ -> Optional.empty());
      var request = (Requested) Story.brokenGlass().events().getFirst().event();
      var id = desk.incidents.request(request).incident().id();
      for (int i = 0; i < 8; i++) {
        SlackFaults.of(desk.slack).failNext("usergroups.users.list", new SlackFault.Status(503));
      }
      var alone =
          decisions.breakGlass(
              id,
              new Actor("U0ANA", Optional.empty()),
              Optional.of("dev04"),
              "nobody answers the pager");
      assertThat(alone.accepted()).isFalse();
      assertThat(alone.message().text()).contains("could not identify you");
      assertThat(decisions.cancel(id, new Actor("U0ANA", Optional.empty())).accepted()).isTrue();
    }
  }

  @Test
  void whoIsRefusedIsKeptByNameWithTheCode() {
    try (var desk = new Desk(folder)) {
      var people = desk.people();
      var decisions = new Decisions(desk.incidents, people, desk.refusals, _ -> Optional.empty());
      var id = desk.play(Story.requested());
      decisions.approve(id, new Actor("U0ANA", Optional.empty()), Optional.empty());
      decisions.reject(id, new Actor("U0GUS", Optional.empty()), "no");
      assertThat(desk.refusals.of(id, 50))
          .extracting(it -> it.by().orElseThrow() + " " + it.act() + " " + it.code())
          .containsExactlyInAnyOrder(
              Story.TEAM + "/U0ANA approve OWN_REQUEST", Story.TEAM + "/U0GUS reject NOT_A_MEMBER");
    }
  }
}
