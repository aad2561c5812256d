package pipelinelock.slack.thread.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Site;
import pipelinelock.slack.message.ThreadRef;

class DirectCardTest {
  private static final ThreadRef THREAD =
      new ThreadRef(
          "C0INCIDENTS", Optional.of("https://example.slack.com/archives/C0INCIDENTS/p1"));

  private static final RequestLinks LINKS =
      new RequestLinks(
          Map.of(
              Story.DEV04,
              new Site(
                  URI.create("https://ci.example.com"),
                  Optional.of("https://git.example.com/pool/commit/{commit}"),
                  0)));

  private static final DirectCard.Place NOWHERE =
      new DirectCard.Place(ThreadRef.in("C0INCIDENTS"), Optional.empty());

  private static Message toApprover(Story story) {
    return DirectCard.toApprover(
        story.incident(),
        story.events(),
        new DirectCard.Place(THREAD, Optional.empty()),
        LINKS,
        false);
  }

  @Test
  void theRequestInShort() {
    Golden.check("direct-request", toApprover(Story.requested()));
  }

  @Test
  void whatWasDecided() {
    Golden.check("direct-approved", toApprover(Story.requested().started()));
  }

  @Test
  void theEnd() {
    Golden.check("direct-end", toApprover(Story.requested().started().recreating().ended()));
  }

  @Test
  void whatSomebodyTypedNeitherMentionsNorLinks() {
    String said =
        DirectCard.toApprover(
                Story.requested("<!channel> <https://evil.example|look>").incident(),
                Story.requested().events(),
                NOWHERE,
                LINKS,
                false)
            .text();
    assertThat(said).contains("&lt;!channel&gt;").doesNotContain("<!channel>", "<https://evil");
  }

  @Test
  void withoutALinkTheChannelIsNamed() {
    String said =
        DirectCard.decided(Story.brokenGlass().incident(), Story.brokenGlass().events(), NOWHERE)
            .text();
    assertThat(said)
        .contains("<#C0INCIDENTS>", "alone, with break-glass")
        .doesNotContain("its thread");
  }

  @Test
  void whereTheThreadCannotBeWrittenItSaysSoAndWhatToDo() {
    var refused = new ToldSoFar.Refused("C0INCIDENTS", "not_in_channel");
    var story = Story.requested();
    Golden.check(
        "direct-request-unwritten",
        DirectCard.toApprover(
            story.incident(),
            story.events(),
            new DirectCard.Place(ThreadRef.in("C0INCIDENTS"), Optional.of(refused)),
            LINKS,
            true));
  }
}
