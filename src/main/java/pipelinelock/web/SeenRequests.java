package pipelinelock.web;

import java.time.Instant;

/** Remembers which signed requests came in, for as long as their signatures are fresh. */
public interface SeenRequests {
  /** Whether it was never seen before; from now on it was. Safe from several threads at once. */
  boolean isNew(String signature, Instant now);
}
