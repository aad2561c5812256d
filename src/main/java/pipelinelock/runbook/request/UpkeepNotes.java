package pipelinelock.runbook.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pipelinelock.vm.Instance;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.Upkeep;

/** What the Director's own maintenance means for people who approve a recreate. Pure. */
final class UpkeepNotes {
  private UpkeepNotes() {}

  /** A sentence each; none for a healthy VM on the stemcell of its deployment. */
  static List<String> of(Upkeep upkeep, List<Instance> targets, Set<RecreateOption> options) {
    var notes = new ArrayList<String>();
    for (var target : targets) {
      if (upkeep.isOnAnotherStemcell(target) && !options.contains(RecreateOption.NO_CONVERGE)) {
        notes.add(
            "%s runs on stemcell %s, and its deployment has %s: the recreate changes it."
                .formatted(
                    target.id(),
                    target.stemcell().orElse(""),
                    String.join(", ", upkeep.stemcells().orElse(List.of()))));
      }
      if (target.cid().isEmpty() || target.isUnresponsive()) {
        notes.add(resurrection(upkeep, target));
      }
    }
    return List.copyOf(notes);
  }

  private static String resurrection(Upkeep upkeep, Instance target) {
    return upkeep
        .resurrection()
        .map(
            on ->
                on
                    ? "BOSH's resurrection is on: BOSH may recreate the VM of %s by itself, and hold the deployment's lock while it does."
                    : "BOSH's resurrection is off: nothing else brings the VM of %s back.")
        .orElse(
            "The Director does not say whether BOSH's resurrection is on; if it is, BOSH may recreate the VM of %s by itself.")
        .formatted(target.id());
  }
}
