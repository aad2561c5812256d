package pipelinelock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;

class HashChainTest {
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

  private static List<Link> chain() {
    var links = new ArrayList<Link>();
    String previous = HashChain.START;
    for (int i = 1; i <= 5; i++) {
      var entry = new Entry(1, i, AT.plusMillis(i), "noted", "{\"note\":\"" + i + "\"}");
      previous = HashChain.hash(previous, entry);
      links.add(new Link(entry, previous));
    }
    return links;
  }

  @Test
  void aWholeChainHasNoBreak() {
    assertThat(HashChain.firstBreak(chain())).isEmpty();
    assertThat(HashChain.firstBreak(List.of())).isEmpty();
  }

  @Test
  void aChangedEntryIsFound() {
    var links = chain();
    var third = links.get(2);
    links.set(2, new Link(new Entry(1, 3, third.entry().at(), "noted", "{}"), third.hash()));
    assertThat(HashChain.firstBreak(links)).hasValue(3);
  }

  @Test
  void aChangedEntryWithItsOwnHashMadeAnewIsFoundAtTheNext() {
    var links = chain();
    var forged = new Entry(1, 3, AT, "noted", "{}");
    links.set(2, new Link(forged, HashChain.hash(links.get(1).hash(), forged)));
    assertThat(HashChain.firstBreak(links)).hasValue(4);
  }

  @Test
  void aMissingEntryIsFound() {
    var links = chain();
    links.remove(1);
    assertThat(HashChain.firstBreak(links)).hasValue(2);
  }

  @Test
  void swappedEntriesAreFound() {
    var links = chain();
    links.add(1, links.remove(2));
    assertThat(HashChain.firstBreak(links)).hasValue(2);
  }
}
