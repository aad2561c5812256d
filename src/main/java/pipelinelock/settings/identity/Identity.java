package pipelinelock.settings.identity;

import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;

/**
 * The identity of a lock or a pipeline, however the settings spell it: equal texts are the same
 * thing.
 */
public final class Identity {
  private Identity() {}

  /** The repository, the pool and the name. */
  public static String of(Lock lock) {
    var repository =
        switch (lock.source()) {
          case LockSource.Git git -> Address.ofRepository(git.uri());
          case LockSource.CodeCommit it -> Address.ofCodeCommit(it.region(), it.repository());
        };
    return "%s %s/%s".formatted(repository.text(), lock.pool(), lock.name());
  }

  /** The Concourse, the team and the pipeline's name. */
  public static String of(Concourse concourse) {
    return "%s %s/%s"
        .formatted(Address.of(concourse.url()).text(), concourse.team(), concourse.pipeline());
  }
}
