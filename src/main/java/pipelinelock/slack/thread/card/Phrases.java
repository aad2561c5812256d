package pipelinelock.slack.thread.card;

import static java.util.stream.Collectors.joining;

import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.slack.message.Mrkdwn;

/** The wording that several messages share. */
public final class Phrases {
  private Phrases() {}

  /** {@code 2 people have until 10:15 to approve; until then nothing happens.}, in markup. */
  public static String missing(Incident incident) {
    int missing = incident.missingApprovals();
    return "%s until %s to approve it in this incident's thread; until then nothing happens."
        .formatted(
            missing == 1 ? "1 more person has" : missing + " people have",
            Mrkdwn.date(incident.expiresAt()));
  }

  /** How many yeses a policy wants: a sentence. */
  public static String needs(ApprovalPolicy policy) {
    int needed = policy.required().approvals();
    String approvals = needed == 1 ? "1 approval" : needed + " approvals";
    if (policy.panels().second().isPresent()) {
      return needed == 2
          ? "Needs 2 approvals, one from each list."
          : "Needs %s, from both lists.".formatted(approvals);
    }
    return policy.required().requesterCounts()
        ? "Needs %s; the request is the first.".formatted(approvals)
        : "Needs %s.".formatted(approvals);
  }

  /** Mentions of those who said yes. */
  public static String approvers(Incident incident) {
    return incident.approvals().stream()
        .map(approval -> Mrkdwn.mention(approval.by()))
        .collect(joining(", "));
  }

  /** {@code Step 2 of 5: abort …}. */
  public static String step(Incident incident, int step) {
    return "Step %d of %d: %s"
        .formatted(step + 1, incident.steps().size(), incident.step(step).text());
  }

  /** A shorter form, for places that also show the whole plan. */
  public static String briefStep(Incident incident, int step) {
    return "Step %d of %d: %s"
        .formatted(step + 1, incident.steps().size(), IncidentWords.brief(incident.step(step)));
  }
}
