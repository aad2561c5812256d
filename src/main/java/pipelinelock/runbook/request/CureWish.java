package pipelinelock.runbook.request;

import pipelinelock.incident.plan.CureKind;

/** What a person asks for. */
public sealed interface CureWish permits RecreateWish, LighterWish, LightestWish {
  CureKind kind();

  /** For the people who approve and for the record. */
  String reason();

  /** How the plan is to end. */
  Finish finish();
}
