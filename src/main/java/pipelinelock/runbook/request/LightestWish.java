package pipelinelock.runbook.request;

import java.util.List;
import java.util.Set;
import pipelinelock.incident.plan.CureKind;

/** Whatever cures, from the lightest rung up; the verdict decides which plan that is. */
public record LightestWish(String reason, Finish finish) implements CureWish {
  public LightestWish {
    reason = reason.strip();
  }

  /** The heaviest that it may come to, as long as nobody has looked. */
  @Override
  public CureKind kind() {
    return CureKind.RECREATE;
  }

  /** The same wish, once it is known what it comes to. */
  CureWish as(CureKind kind) {
    return kind == CureKind.RECREATE
        ? new RecreateWish(reason, Set.of(), false, List.of(), finish)
        : new LighterWish(kind, reason, finish);
  }
}
