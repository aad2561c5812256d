package pipelinelock.audit.witness;

import java.util.ArrayList;
import java.util.List;

/**
 * Everybody who receives a record's checkpoints.
 *
 * @param witnesses those that can be asked for their newest checkpoint
 * @param confirmers those whose proofs the record keeps
 */
public record Audience(List<Witness> witnesses, List<Confirmer> confirmers) {
  /** Nobody. */
  public static final Audience NOBODY = new Audience(List.of(), List.of());

  public Audience {
    witnesses = List.copyOf(witnesses);
    confirmers = List.copyOf(confirmers);
  }

  List<CheckpointReceiver> all() {
    var all = new ArrayList<CheckpointReceiver>(witnesses);
    all.addAll(confirmers);
    return all;
  }
}
