package pipelinelock.runbook.twin;

import java.util.Comparator;

/**
 * Something that an incident acts on, by its identity.
 *
 * @param identity equal for two that are the same; never a secret
 */
public record TargetIdentity(Kind kind, String identity) implements Comparable<TargetIdentity> {
  /** What it is. */
  public enum Kind {
    /** By the Director's uuid, or its address, and the deployment's name. */
    DEPLOYMENT("Director and deployment"),
    /** By the repository's address, the pool and the name. */
    LOCK("lock"),
    /** By Concourse's address, the team and the pipeline's name. */
    PIPELINE("pipeline");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  private static final Comparator<TargetIdentity> ORDER =
      Comparator.comparing(TargetIdentity::kind).thenComparing(TargetIdentity::identity);

  static TargetIdentity deployment(String director, String deployment) {
    return new TargetIdentity(Kind.DEPLOYMENT, director + " " + deployment);
  }

  @Override
  public int compareTo(TargetIdentity other) {
    return ORDER.compare(this, other);
  }
}
