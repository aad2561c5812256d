package pipelinelock.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.proof.ClickProof;

/**
 * A person's approval, rejection or break-glass start, with what proves that the person made it.
 *
 * @param event its number in the incident
 * @param what {@code approved}, {@code rejected}, {@code used break-glass}
 * @param lists of approvers for which it counted: {@code first}, {@code second}
 * @param typedName whether the person typed the environment's name to confirm it
 * @param proof of the request that Slack sent; empty in records from before there were proofs
 * @param takenBack when the person took it back
 */
public record PersonsDecision(
    long event,
    Instant at,
    UserId by,
    String what,
    Optional<String> reason,
    List<String> lists,
    boolean typedName,
    Optional<ClickProof> proof,
    Optional<Instant> takenBack) {
  public PersonsDecision {
    lists = List.copyOf(lists);
  }
}
