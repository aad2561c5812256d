package pipelinelock.incident;

import java.util.List;
import java.util.Optional;

/** A state of a small world; equal states are one to the search. */
public interface ModelState {
  /** Something that may happen next. */
  record Move(String name, ModelState to) {}

  List<Move> moves();

  /** Which safety rule is broken here; empty when none is. */
  Optional<String> violation();

  /** What is on record. */
  List<Recorded> record();
}
