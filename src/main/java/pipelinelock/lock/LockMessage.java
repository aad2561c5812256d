package pipelinelock.lock;

/** What a commit message in the pool repository says. */
public sealed interface LockMessage {
  /** What pool-resource does to a lock. */
  enum Verb {
    CLAIMING("claiming"),
    UNCLAIMING("unclaiming"),
    ADDING_CLAIMED("adding claimed"),
    ADDING_UNCLAIMED("adding unclaimed"),
    UPDATING("updating"),
    REMOVING("removing");

    private final String text;

    Verb(String text) {
      this.text = text;
    }

    /** The word as pool-resource writes it. */
    public String text() {
      return text;
    }
  }

  /** A message in one of pool-resource's forms. */
  record PoolResource(Verb verb, String lock, Holder holder) implements LockMessage {}

  /** Any other text: a person's commit, or a script's. Shown as it is, never guessed at. */
  record Other() implements LockMessage {}
}
