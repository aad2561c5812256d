package pipelinelock.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where an incident is in its life. A phase holds only the facts that exist in that phase. */
public sealed interface Phase {
  record AwaitingApproval() implements Phase {}

  /** Enough people said yes; the bot reads the evidence again before the start. */
  record Approved(Instant at) implements Phase {}

  record Running(Instant since) implements Phase {}

  /**
   * Nothing of it is left to be done.
   *
   * @param headline the state of the platform at the end, in few words; empty where nothing was
   *     begun or the plan broke off
   */
  record Closed(
      Outcome outcome, String summary, List<String> todo, Instant at, Optional<String> headline)
      implements Phase {
    public Closed {
      todo = List.copyOf(todo);
    }

    public Closed(Outcome outcome, String summary, List<String> todo, Instant at) {
      this(outcome, summary, todo, at, Optional.empty());
    }

    /** What people want to know first: the state of the platform, not of the plan. */
    public String state() {
      return headline.orElseGet(outcome::text);
    }
  }
}
