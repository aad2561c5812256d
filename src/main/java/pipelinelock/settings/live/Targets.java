package pipelinelock.settings.live;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;

/**
 * The settings that say what an environment looks at and acts on. A running bot accepts new
 * secrets, certificates and keys; a new target would turn an approval into an approval of something
 * else.
 */
final class Targets {
  private Targets() {}

  /** Whether both are about the same things. */
  static boolean areEqual(EnvironmentSettings one, EnvironmentSettings other) {
    return of(one).equals(of(other)) && (!one.isReady() || addresses(one).equals(addresses(other)));
  }

  private static List<Object> of(EnvironmentSettings one) {
    return List.of(
        one.environment(),
        one.channel(),
        one.policies(),
        one.aws(),
        one.commitUrl(),
        one.watch(),
        one.lock().map(Targets::of),
        one.concourse().url(),
        one.concourse().triggerResource(),
        one.concourse().releaseJob());
  }

  /** An address, and whose it is, may be values that could not be fetched before. */
  private static List<Object> addresses(EnvironmentSettings one) {
    return List.of(one.bosh().url(), one.bosh().directorUuid());
  }

  private static List<Object> of(Lock lock) {
    return Arrays.asList(lock.pool(), lock.name(), lock.committer(), place(lock.source()));
  }

  private static Object place(LockSource source) {
    return switch (source) {
      case LockSource.Git git -> List.of(git.uri(), git.branch(), Optional.empty());
      case LockSource.CodeCommit it -> it;
    };
  }
}
