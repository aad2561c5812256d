package pipelinelock.rehearsal.lock;

import java.util.Optional;

/** The pool of locks, as a claim's process sees it. */
public interface ClaimedPool {
  boolean isFree();

  /**
   * A claim is pushed.
   *
   * @param build its name, e.g. {@code 123}
   * @return the commit; empty when it was rejected, because somebody else came first
   */
  Optional<String> claim(String build);
}
