package pipelinelock.slack.click;

import java.util.Optional;
import pipelinelock.incident.proof.ClickProof;

/**
 * Who says something, and by which request it came.
 *
 * @param user Slack's id of the person
 * @param proof of the request; empty where nothing of it is kept
 */
public record Voice(String user, Optional<ClickProof> proof) {
  /** Without a proof. */
  public static Voice of(String user) {
    return new Voice(user, Optional.empty());
  }
}
