package pipelinelock.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.Incident;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.message.Message;
import pipelinelock.watch.Sighting;
import pipelinelock.watch.Trouble;

class WatchCardTest {
  private static final Map<String, Diagnosis> ALL = Corpus.diagnoses();
  private static final WatchCard CARDS =
      new WatchCard(Directories.of(Map.of(Story.DEV04, "C0INCIDENTS")));

  private static Ongoing open(Incident incident) {
    return Ongoing.of(incident, incident.recordedAt(), _ -> Optional.empty());
  }

  private static Diagnosis get(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }

  private static Trouble trouble(Diagnosis seen) {
    var sighting = Sighting.of(seen);
    return new Trouble(
        sighting.subject(),
        sighting.title(),
        seen.evidence().at().minus(Duration.ofMinutes(12)),
        sighting.held());
  }

  @Test
  void whatStandsIsTheStatusWithItsButton() {
    var hung = get("hung-claim-2-claimed-and-never-ended");
    var card = CARDS.standing(trouble(hung), hung, Optional.empty());
    Golden.check("watch-hung", card);
    assertThat(card.blocks().toString()).contains("status.recreate");
    var asked =
        CARDS.standing(trouble(hung), hung, Optional.of(open(Story.requested().incident())));
    assertThat(asked.blocks().toString()).doesNotContain("status.recreate");
    var orphaned = get("orphaned-1-aborted-then-claimed");
    Golden.check("watch-orphaned", CARDS.standing(trouble(orphaned), orphaned, Optional.empty()));
    Golden.check("watch-renamed", CARDS.renamed(orphaned));
  }

  @Test
  void whatMayComeBackAndWhatCannotBeReadIsNotSaidToBeSeen() {
    var hung = trouble(get("hung-claim-2-claimed-and-never-ended"));
    var running = get("running-1-cf-deploy-prints");
    assertThat(CARDS.standing(hung, running, Optional.empty()).text())
        .contains(
            "The watcher saw HUNG CLAIM from ", "ends this post when that does not come back");
    var unknown = get("unknown-1-lock-not-read");
    assertThat(CARDS.standing(hung, unknown, Optional.empty()).text())
        .contains("The watcher saw HUNG CLAIM from ", "cannot see now whether it is over");
  }

  @Test
  void whatIsOverSaysSinceWhenAndHasNoButton() {
    var hung = trouble(get("hung-claim-2-claimed-and-never-ended"));
    check("watch-over-free", CARDS.over(hung, get("free-4-release-just-ended")));
    Golden.check("watch-over-reply", CARDS.overReply(hung, get("free-4-release-just-ended")));
    check("watch-over-running", CARDS.over(hung, get("running-8-hung-claim-but-bosh-works")));
    var blind = new Trouble(Trouble.UNREADABLE, "UNKNOWN", hung.since(), Optional.empty());
    check("watch-over-unknown", CARDS.over(blind, get("free-1-nothing-open")));
  }

  private static void check(String name, Message message) {
    Golden.check(name, message);
    assertThat(message.blocks().toString()).doesNotContain("ActionsBlock");
  }

  @Test
  void everyLabelledCaseKeepsTheLimits() {
    var hung = trouble(get("hung-claim-2-claimed-and-never-ended"));
    ALL.forEach(
        (_, seen) -> {
          BlockKitLimits.check(CARDS.standing(trouble(seen), seen, Optional.empty()));
          BlockKitLimits.check(CARDS.over(hung, seen));
          BlockKitLimits.check(CARDS.overReply(trouble(seen), seen));
          BlockKitLimits.check(CARDS.renamed(seen));
        });
  }
}
