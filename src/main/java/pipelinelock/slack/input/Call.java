package pipelinelock.slack.input;

import java.util.Optional;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.slack.click.Actor;

/**
 * A command that somebody typed.
 *
 * @param user Slack's id of the person
 * @param channel where it was typed
 * @param typed the words after the subcommand
 * @param proof of the request by which it came
 */
public record Call(String user, String channel, Typed typed, Optional<ClickProof> proof) {
  /** The same with other words. */
  public Call with(Typed other) {
    return new Call(user, channel, other, proof);
  }

  public Actor voice() {
    return new Actor(user, proof);
  }
}
