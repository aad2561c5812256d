package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.incident.ForbiddenHistories;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.store.event.EventJson;

class ProofCacheTest {
  private static final IncidentId ID = new IncidentId(1);

  private static List<Link> links(List<Recorded> events) {
    var links = new ArrayList<Link>();
    String previous = HashChain.START;
    for (var event : events) {
      var entry =
          new Entry(
              1,
              event.sequence(),
              event.at(),
              EventJson.type(event.event()),
              EventJson.write(event.event()));
      previous = HashChain.hash(previous, entry);
      links.add(new Link(entry, previous));
    }
    return links;
  }

  /** The events that were proved, or why they cannot be. */
  private static Object told(ProofCache proofs, List<Link> links) {
    try {
      return proofs.of(ID, links).orElseThrow().events();
    } catch (UnreadableRecord e) {
      return e.getMessage();
    }
  }

  static Stream<String> histories() {
    return ForbiddenHistories.ALL.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void whatComesEventByEventIsJudgedAsTheWhole(String name) {
    var links = links(Objects.requireNonNull(ForbiddenHistories.ALL.get(name)).events());
    var proofs = new ProofCache();
    for (int length = 1; length <= links.size(); length++) {
      var read = links.subList(0, length);
      assertThat(told(proofs, read))
          .as("%d events", length)
          .isEqualTo(told(new ProofCache(), read));
    }
  }

  @Test
  void whatWasProvedIsProvedAgainAfterAnyChange() {
    var links = links(ForbiddenHistories.ALL.values().iterator().next().events()).subList(0, 1);
    var first = links.getFirst();
    var proofs = new ProofCache();
    var sound = told(proofs, links);
    var entry = first.entry();
    for (var changed :
        List.of(
            new Link(entry, "0".repeat(64)),
            new Link(with(entry, entry.body().replace("U0", "U1")), first.hash()),
            new Link(
                new Entry(1, 1, entry.at().plusMillis(1), entry.type(), entry.body()),
                first.hash()),
            new Link(new Entry(1, 1, entry.at(), "approved", entry.body()), first.hash()),
            new Link(new Entry(1, 2, entry.at(), entry.type(), entry.body()), first.hash()))) {
      assertThat(told(proofs, List.of(changed)))
          .as("%s", changed)
          .asString()
          .startsWith("the record of INC-1 does not hold");
      assertThat(told(proofs, links)).isEqualTo(sound);
    }
  }

  private static Entry with(Entry entry, String body) {
    return new Entry(entry.incident(), entry.sequence(), entry.at(), entry.type(), body);
  }
}
