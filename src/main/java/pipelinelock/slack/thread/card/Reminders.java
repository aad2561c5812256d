package pipelinelock.slack.thread.card;

import java.util.ArrayList;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** Reminds the people whose approval is missing, and one more if the policy names one. */
final class Reminders {
  private Reminders() {}

  /**
   * The call.
   *
   * @param incident as it was when it was time for this
   * @param voters who may decide now; empty once it is decided
   */
  static Message of(Incident incident, Optional<Voters> voters) {
    var policy = incident.request().policy();
    int missing = incident.missingApprovals();
    var lines = new ArrayList<String>();
    lines.add(
        "*%s still waits for %s*, until %s; then it expires and nothing is done."
            .formatted(
                incident.id(),
                missing == 1 ? "1 approval" : missing + " approvals",
                Mrkdwn.date(incident.expiresAt())));
    voters.ifPresent(
        it ->
            lines.addAll(
                MentionedPeople.counting(
                    "Please look at the request above, and approve or reject it",
                    it,
                    incident.environment())));
    policy
        .reminder()
        .flatMap(reminder -> reminder.escalateTo())
        .ifPresent(id -> lines.add("Also called, because nobody has decided: " + called(id)));
    return Message.of(Layout.markup(lines));
  }

  private static String called(String id) {
    return id.startsWith("S") ? Mrkdwn.group(id) : Mrkdwn.mentionOf(id);
  }
}
