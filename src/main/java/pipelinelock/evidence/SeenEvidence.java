package pipelinelock.evidence;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.EvidenceSummary;

/**
 * What was seen when something was decided.
 *
 * @param decision {@code request} or {@code start}
 * @param event the number of the event that carries it
 * @param facts the decisive facts, a line each, in the form of which the fingerprint is the SHA-256
 *     when the lines are joined by line feeds; empty if they were not kept
 */
public record SeenEvidence(
    String decision, long event, EvidenceSummary evidence, Optional<List<String>> facts) {
  public SeenEvidence {
    facts = facts.map(List::copyOf);
  }
}
