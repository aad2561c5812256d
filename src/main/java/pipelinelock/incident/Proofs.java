package pipelinelock.incident;

import java.util.Optional;
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

  public static IncidentEvent none(IncidentEvent event) {
    return with(Optional.empty(), event);
  }
}
