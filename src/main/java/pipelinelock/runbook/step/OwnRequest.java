package pipelinelock.runbook.step;

import java.time.Instant;

/**
 * Where a request to the Director stands that this process may send, or has sent. An intent without
 * one is another process's, which may have sent it.
 */
sealed interface OwnRequest {
  /**
   * The intent is ours, and the request has not left.
   *
   * @param lookedAt when the look was taken that allowed it
   */
  record Ours(Instant lookedAt) implements OwnRequest {}

  /** A try did not leave this process, so it is ours still; but only after another look. */
  record LookAgain() implements OwnRequest {}

  /** The Director may have it: it is never sent again. */
  record Left() implements OwnRequest {}
}
