package pipelinelock.settings.live;

import java.util.List;
import pipelinelock.settings.ValueOrigin;

/** A remote system of an environment, and the settings section that holds its values. */
public enum Remote {
  /** The repository of the pool lock. */
  LOCK("lock"),
  /** The deployer Concourse. */
  CONCOURSE("concourse"),
  /** The BOSH Director, with its UAA and the way to it. */
  DIRECTOR("bosh");

  private final String section;

  Remote(String section) {
    this.section = section;
  }

  /** Those that are about this remote. */
  List<ValueOrigin> of(List<ValueOrigin> origins) {
    return origins.stream().filter(it -> it.key().split("\\.", 4)[2].equals(section)).toList();
  }
}
