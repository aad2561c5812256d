package pipelinelock.slack.thread.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Site;

/** What a request is about is one press away, where its address is known. */
class RequestLinksTest {
  private static final String CLAIM = "7f3a21c07f3a21c07f3a21c07f3a21c07f3a21c0";
  private static final URI CONCOURSE = URI.create("https://ci.example.com/deployer");
  private static final Site SITE =
      new Site(CONCOURSE, Optional.of("https://git.example.com/pool/commit/{commit}"), 0);

  private static Incident incident(Step... steps) {
    var like = Story.requested().incident().request();
    var request =
        IncidentExamples.requested(
            Story.DEV04,
            Story.ANA,
            like.reason(),
            like.evidence(),
            new Plan(List.of(steps)),
            like.policy());
    return Incident.of(List.of(new Recorded(Story.ID, 1, Story.AT, request, "h1")));
  }

  private static List<String> urls(Site site, Step... steps) {
    return new RequestLinks(Map.of(Story.DEV04, site))
        .of(incident(steps)).stream().map(Button::url).flatMap(Optional::stream).toList();
  }

  @Test
  void theBuildIsOpenedByItsIdAndTheClaimByItsCommit() {
    assertThat(
            urls(
                SITE,
                new Step.AbortBuild(5190, "pipeline-lock build 123"),
                new Step.AbortBuild(5191, "pipeline-lock build 124"),
                new Step.GiveBack(Set.of(5190L), Optional.of(CLAIM))))
        .containsExactly(
            "https://ci.example.com/deployer/builds/5190",
            "https://git.example.com/pool/commit/" + CLAIM);
    assertThat(urls(SITE, new Step.ReleaseLock("pool", "lock", CLAIM, "00" + CLAIM.substring(2))))
        .as("the claim that is given back, not the branch's tip")
        .containsExactly("https://git.example.com/pool/commit/" + CLAIM);
  }

  @Test
  void whatHasNoKnownAddressHasNoButton() {
    var withoutCommits = new Site(CONCOURSE, Optional.empty(), 0);
    assertThat(urls(withoutCommits, new Step.ReleaseLock("pool", "lock", CLAIM, CLAIM))).isEmpty();
    assertThat(urls(SITE, new Step.ReleaseLock("pool", "lock", "no commit", CLAIM))).isEmpty();
    assertThat(urls(SITE, new Step.UnpauseJob("pipeline-lock"), new Step.LookAgain())).isEmpty();
    assertThat(RequestLinks.NONE.of(incident(new Step.AbortBuild(5190, "pipeline-lock build 123"))))
        .as("an environment that is not configured any more")
        .isEmpty();
  }

  /** Slack's limits, and the ten lines, hold with them too. */
  @Test
  void theCardHasThemBesideItsButtons() {
    var incident =
        incident(
            new Step.AbortBuild(5190, "pipeline-lock build 123"),
            new Step.ReadLock(),
            new Step.GiveBack(Set.of(5190L), Optional.of(CLAIM)));
    var card =
        RequestCard.of(
            incident,
            Watch.ofRecord(),
            Optional.empty(),
            new RequestLinks(Map.of(Story.DEV04, SITE)));
    Golden.check("thread-request-links", card);
    assertThat(card.text().lines().toList()).hasSizeLessThanOrEqualTo(10);
  }
}
