package pipelinelock.incident;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.proof.ClickProof;

/** The proof that a decision's event carries. The rules decide without it. */
public final class Proofs {
  private Proofs() {}

  /** The event as the rules made it, with the proof that it came so; others stay as they are. */
  public static IncidentEvent with(Optional<ClickProof> proof, IncidentEvent event) {
    return switch (event) {
      case Approved it -> new Approved(it.by(), it.panels(), it.confirmed(), proof);
      case Rejected it -> new Rejected(it.by(), it.reason(), proof);
      case GlassBroken it -> new GlassBroken(it.by(), it.reason(), proof);
      default -> event;
    };
  }

  /** The proof that an event carries. */
  private static Optional<ClickProof> of(IncidentEvent event) {
    return switch (event) {
      case Approved it -> it.proof();
      case Rejected it -> it.proof();
      case GlassBroken it -> it.proof();
      default -> Optional.empty();
    };
  }

  /**
   * What distinguishes an event's click from every other: Slack's body, which names the click, and
   * its signature. No two decisions share any of these, and none is found in two of them.
   */
  public static Set<String> marks(IncidentEvent event) {
    return marks(of(event));
  }

  private static Set<String> marks(Optional<ClickProof> proof) {
    return proof.stream()
        .flatMap(it -> Stream.concat(Stream.of(it.body()), it.signature().stream()))
        .collect(Collectors.toSet());
  }

  /** Whether the record has this click under a decision already: one click decides once. */
  public static boolean isUsed(Optional<ClickProof> click, List<Recorded> events) {
    var marks = marks(click);
    return events.stream().anyMatch(it -> !Collections.disjoint(marks(it.event()), marks));
  }

  public static IncidentEvent none(IncidentEvent event) {
    return with(Optional.empty(), event);
  }
}
