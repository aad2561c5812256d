package pipelinelock.slack.click;

import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.proof.ClickProof;

/**
 * A press of a button.
 *
 * @param by the person, according to Slack
 * @param channel of the message that contains the button, according to Slack
 * @param messageTs of that message
 * @param value of the button; a client may send anything here
 * @param seen digest of that message as the person saw it, according to Slack
 * @param proof of the request
 */
public record Click(
    UserId by,
    String channel,
    String messageTs,
    String value,
    String seen,
    Optional<ClickProof> proof) {
  /** Slack's id of the person. */
  public String user() {
    return by.user();
  }

  /** The person, in answer to the message that was seen. */
  public Actor voice() {
    return new Actor(user(), proof.map(it -> it.of(Optional.of(seen))));
  }
}
