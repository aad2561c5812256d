package pipelinelock.wiring;

import java.util.HashSet;
import java.util.Set;
import pipelinelock.runbook.twin.Thing;
import pipelinelock.runbook.twin.Thing.Kind;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.identity.Address;

/** What an environment's lock and pipeline are, however its settings spell them. */
final class Identities {
  private Identities() {}

  static Set<Thing> of(EnvironmentSettings one) {
    var things = new HashSet<Thing>();
    one.lock().map(Identities::lock).ifPresent(things::add);
    var concourse = one.concourse();
    things.add(
        new Thing(
            Kind.PIPELINE,
            "%s %s/%s"
                .formatted(
                    Address.of(concourse.url()).text(), concourse.team(), concourse.pipeline())));
    return things;
  }

  private static Thing lock(Lock lock) {
    var repository =
        switch (lock.source()) {
          case LockSource.Git git -> Address.ofRepository(git.uri());
          case LockSource.CodeCommit it -> Address.ofCodeCommit(it.region(), it.repository());
        };
    return new Thing(Kind.LOCK, "%s %s/%s".formatted(repository.text(), lock.pool(), lock.name()));
  }
}
