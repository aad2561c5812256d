package pipelinelock.incident.plan;

import java.util.Locale;

/** What an incident is to do: the cures that need approval. */
public enum CureKind {
  /** Recreates Concourse's web VM alone, while Concourse does not say what runs. */
  BLIND,
  /** Recreates Concourse's VMs. */
  RECREATE,
  /** Gives the lock back in its repository. */
  RELEASE,
  /** Aborts one build. */
  ABORT,
  /** Lets a paused job or pipeline go on. */
  UNPAUSE;

  /** As people ask for it: {@code release dev04}, {@code recreate dev04 --blind}. */
  public String asked(String environment) {
    return this == BLIND
        ? "recreate %s --%s".formatted(environment, word())
        : word() + " " + environment;
  }

  /** As people type it and as the settings have it: {@code release}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
