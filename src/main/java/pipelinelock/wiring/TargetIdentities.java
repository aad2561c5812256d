package pipelinelock.wiring;

import java.util.HashSet;
import java.util.Set;
import pipelinelock.runbook.twin.Thing;
import pipelinelock.runbook.twin.Thing.Kind;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.identity.Identity;

/** The identity of each environment's lock and pipeline, however its settings spell them. */
final class TargetIdentities {
  private TargetIdentities() {}

  static Set<Thing> of(EnvironmentSettings one) {
    var things = new HashSet<Thing>();
    one.lock().ifPresent(it -> things.add(new Thing(Kind.LOCK, Identity.of(it))));
    things.add(new Thing(Kind.PIPELINE, Identity.of(one.concourse())));
    return things;
  }
}
