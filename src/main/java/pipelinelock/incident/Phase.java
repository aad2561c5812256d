package pipelinelock.incident;

import java.time.Instant;
import java.util.List;

/** Where an incident stands. A phase holds only the facts that exist in that phase. */
public sealed interface Phase {
  record AwaitingApproval() implements Phase {}

  /** Enough people said yes; the bot reads the evidence again before the start. */
  record Approved(Instant at) implements Phase {}

  record Running(Instant since) implements Phase {}

  record Closed(Outcome outcome, String summary, List<String> todo, Instant at) implements Phase {
    public Closed {
      todo = List.copyOf(todo);
    }
  }
}
