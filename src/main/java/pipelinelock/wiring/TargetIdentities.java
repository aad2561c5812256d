package pipelinelock.wiring;

import java.util.HashSet;
import java.util.Set;
import pipelinelock.runbook.twin.TargetIdentity;
import pipelinelock.runbook.twin.TargetIdentity.Kind;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.identity.Identity;

/** The identity of each environment's lock and pipeline, however its settings spell them. */
final class TargetIdentities {
  private TargetIdentities() {}

  static Set<TargetIdentity> of(EnvironmentSettings one) {
    var things = new HashSet<TargetIdentity>();
    one.lock().ifPresent(it -> things.add(new TargetIdentity(Kind.LOCK, Identity.of(it))));
    things.add(new TargetIdentity(Kind.PIPELINE, Identity.of(one.concourse())));
    return things;
  }
}
