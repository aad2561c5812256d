package pipelinelock.runbook.step;

import java.time.Instant;

/**
 * The state of a request to the Director that this process may send or has sent. An intent without
 * one belongs to another process, which may have sent it.
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
