package pipelinelock.runbook.twin;

import java.util.Comparator;

/**
 * Something that an incident acts on, by its identity.
 *
 * @param identity equal for two that are the same; never a secret
 */
public record Thing(Kind kind, String identity) implements Comparable<Thing> {
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

  private static final Comparator<Thing> ORDER =
      Comparator.comparing(Thing::kind).thenComparing(Thing::identity);

  static Thing deployment(String director, String deployment) {
    return new Thing(Kind.DEPLOYMENT, director + " " + deployment);
  }

  @Override
  public int compareTo(Thing other) {
    return ORDER.compare(this, other);
  }
}
