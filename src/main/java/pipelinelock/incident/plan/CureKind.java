package pipelinelock.incident.plan;

import java.util.Locale;

/** What an incident is to do: the cures that need approval. */
public enum CureKind {
  /** Recreates Concourse's VMs. */
  RECREATE,
  /** Gives the lock back in its repository. */
  RELEASE,
  /** Aborts one build. */
  ABORT,
  /** Lets a paused job or pipeline go on. */
  UNPAUSE;

  /** As people type it and as the settings have it: {@code release}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
