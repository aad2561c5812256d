package pipelinelock.slack.click;

import java.util.Optional;
import pipelinelock.incident.proof.ClickProof;

/**
 * Who acts, and by which request.
 *
 * @param user Slack's id of the person
 * @param proof of the request; empty if none of it is kept
 */
public record Actor(String user, Optional<ClickProof> proof) {}
