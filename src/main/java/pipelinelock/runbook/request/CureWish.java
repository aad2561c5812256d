package pipelinelock.runbook.request;

import java.util.Set;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.vm.RecreateOption;

/** What a person asks for. */
public sealed interface CureWish permits BlindWish, RecreateWish, LighterWish, LightestWish {
  CureKind kind();

  /** For the people who approve and for the record. */
  String reason();

  /** How the plan is to end. */
  Finish finish();

  /** How its recreates differ from plain ones. */
  default Set<RecreateOption> options() {
    return Set.of();
  }

  /** Whether instances other than the targets may be touched. */
  default boolean withNeighbours() {
    return false;
  }
}
