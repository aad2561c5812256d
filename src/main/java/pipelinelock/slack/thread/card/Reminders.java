package pipelinelock.slack.thread.card;

import java.util.ArrayList;
import pipelinelock.incident.Incident;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** Calls those who are waited for, and one more where the policy names one. */
final class Reminders {
  private Reminders() {}

  static Message of(Incident incident) {
    var policy = incident.request().policy();
    int missing = incident.missingApprovals();
    var lines = new ArrayList<String>();
    lines.add(
        "*%s still waits for %s*, until %s; then it expires and nothing is done."
            .formatted(
                incident.id(),
                missing == 1 ? "1 approval" : missing + " approvals",
                Mrkdwn.date(incident.expiresAt())));
    var named = Named.counting(incident);
    lines.add("Please look at the request above, and approve or reject it: " + named.getFirst());
    named.stream().skip(1).forEach(others -> lines.add("And: " + others));
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
