package pipelinelock.runbook.request;

import pipelinelock.incident.plan.CureKind;

/** A release, an abort or an unpause; the verdict says of what exactly. */
public record LighterWish(CureKind kind, String reason, Finish finish) implements CureWish {
  public LighterWish {
    reason = reason.strip();
    if (kind == CureKind.RECREATE || kind == CureKind.BLIND) {
      throw new IllegalArgumentException("a recreate is asked for by a wish of its own");
    }
  }
}
