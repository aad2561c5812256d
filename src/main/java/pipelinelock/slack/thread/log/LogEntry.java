package pipelinelock.slack.thread.log;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/**
 * An event of the record as one line of the incident's log: its number, its time, a fixed word for
 * its kind, the words that belong to it, and its hash. Text from people or remotes is in quotation
 * marks, and contains none of its own.
 */
final class LogEntry {
  private LogEntry() {}

  static String of(Recorded recorded) {
    return "%4d  %s  %s  %s"
        .formatted(
            recorded.sequence(),
            UtcTime.of(recorded.at()),
            text(recorded.event()),
            recorded.hash());
  }

  /** {@code APPROVED by T1/U0BEN, for the first list}: a word that scripts may look for. */
  static String text(IncidentEvent event) {
    return Outside.line(
        switch (event) {
          case IncidentEvent.Requested it -> requested(it);
          case IncidentEvent.Approved it -> approved(it);
          case IncidentEvent.Revoked(var by) -> "APPROVAL TAKEN BACK by " + by;
          case IncidentEvent.Reminded _ -> "APPROVERS REMINDED";
          case IncidentEvent.GlassBroken(var by, var reason, var proof) ->
              "GLASS BROKEN by %s, alone: %s%s".formatted(by, quoted(reason), proved(proof));
          case IncidentEvent.ReviewReminded _ -> "REVIEW REMINDED";
          case IncidentEvent.Reviewed(var by, var finding) ->
              "REVIEWED by %s: %s".formatted(by, quoted(finding));
          case IncidentEvent.Rejected(var by, var reason, var proof) ->
              "REJECTED by %s: %s%s".formatted(by, quoted(reason), proved(proof));
          case IncidentEvent.CardChanged(var by, var part, var seen) ->
              "CARD CHANGED by somebody: %s pressed a button in message '%s', which said %s"
                  .formatted(by, part, seen);
          case IncidentEvent.Withdrawn(var by) -> "WITHDRAWN by " + by;
          case IncidentEvent.Expired _ -> "EXPIRED: too few approvals in time";
          case IncidentEvent.Lapsed(var changes) -> "LAPSED: " + all(changes);
          case IncidentEvent.Started(var evidence) -> "STARTED on " + evidence(evidence);
          case IncidentEvent.StepIntended(var step, var contextId) ->
              step(step, "INTENDED")
                  + (contextId.isEmpty() ? "" : ", context id " + quoted(contextId));
          case IncidentEvent.AnswerLost(var step, var why) ->
              step(step, "ANSWER LOST: ") + quoted(why);
          case IncidentEvent.TaskAccepted(var step, var task) ->
              step(step, "TASK ACCEPTED: Director task ") + task;
          case IncidentEvent.TaskSaid it ->
              step(it.step(), "TASK SAID: Director task ")
                  + "%d, %d bytes from byte %d on".formatted(it.task(), it.bytes(), it.offset());
          case IncidentEvent.TaskEnded(var step, var task, var state, var result) ->
              step(step, "TASK ENDED: Director task ")
                  + task
                  + " is "
                  + quoted(state)
                  + result.map(it -> ", result " + quoted(it)).orElse("");
          case IncidentEvent.StepEnded(var step, var outcome, var note) ->
              step(step, ended(outcome)) + ": " + quoted(note);
          case IncidentEvent.Noted(var note) -> "NOTED by the bot: " + quoted(note);
          case IncidentEvent.NoteAdded it -> added(it);
          case IncidentEvent.CancelAsked(var by) -> "STOP ASKED by " + by;
          case IncidentEvent.Ended(var outcome, var summary, var todo, var headline) ->
              "ENDED, %s%s: %s%s"
                  .formatted(
                      outcome.text(),
                      headline.map(it -> ", " + quoted(it)).orElse(""),
                      quoted(summary),
                      todo.isEmpty() ? "" : "; still to do: " + all(todo));
        });
  }

  /** The digests of the request by which it came, where they were kept. */
  private static String proved(Optional<ClickProof> proof) {
    return proof
        .map(
            it ->
                ", by request %s%s"
                    .formatted(it.body(), it.card().map(card -> " on card " + card).orElse("")))
        .orElse("");
  }

  private static String requested(IncidentEvent.Requested it) {
    var parts = new ArrayList<String>();
    parts.add(
        "REQUESTED by %s for %s: %s".formatted(it.by(), it.environment(), quoted(it.reason())));
    parts.add("on " + evidence(it.evidence()));
    parts.add("steps: " + steps(it.plan()));
    parts.add(policy(it.policy()));
    if (!it.notes().isEmpty()) {
      parts.add("to know before approving: " + all(it.notes()));
    }
    return String.join("; ", parts);
  }

  private static String policy(ApprovalPolicy policy) {
    return "needs %d %s within %s%s"
        .formatted(
            policy.required().approvals(),
            policy.required().approvals() == 1 ? "approval" : "approvals",
            Span.limit(policy.deadlines().requestExpires()),
            policy.required().requesterCounts() ? ", the request is the first" : "");
  }

  private static String steps(Plan plan) {
    var steps = new ArrayList<String>();
    for (var step : plan.steps()) {
      steps.add("%d %s".formatted(steps.size() + 1, quoted(step.text())));
    }
    return String.join(", ", steps);
  }

  private static String approved(IncidentEvent.Approved it) {
    String lists = it.panels().stream().sorted().map(LogEntry::list).collect(joining(" and "));
    return "APPROVED by %s, for the %s list%s%s"
        .formatted(
            it.by(),
            lists,
            it.confirmed().map(LogEntry::confirmed).map(how -> ", " + how).orElse(""),
            proved(it.proof()));
  }

  private static String list(Panel panel) {
    return switch (panel) {
      case FIRST -> "first";
      case SECOND -> "second";
    };
  }

  private static String confirmed(Confirmation how) {
    return switch (how) {
      case TYPE_NAME -> "confirmed by typing the environment's name";
    };
  }

  private static String added(IncidentEvent.NoteAdded it) {
    return "NOTE ADDED by %s%s about %s: %s%s"
        .formatted(
            it.by(),
            saidBy(it.said()),
            UtcTime.of(it.about()),
            quoted(it.text()),
            it.link().map(link -> ", from " + quoted(link)).orElse(""));
  }

  private static String saidBy(Optional<UserId> said) {
    return said.map(who -> ", said by " + who + ",").orElse("");
  }

  private static String ended(IncidentEvent.StepOutcome outcome) {
    return switch (outcome) {
      case DONE -> "DONE";
      case IGNORED -> "NOT DONE, which the plan allows";
      case NOT_NEEDED -> "NOT NEEDED";
      case FAILED -> "FAILED";
      case CANCELLED -> "CANCELLED";
    };
  }

  private static String evidence(EvidenceSummary evidence) {
    return "evidence %s of %s: %s"
        .formatted(evidence.code(), UtcTime.of(evidence.at()), quoted(evidence.headline()));
  }

  /** People count steps from one. */
  private static String step(int step, String what) {
    return "STEP %d %s".formatted(step + 1, what);
  }

  private static String all(List<String> texts) {
    return texts.stream().map(LogEntry::quoted).collect(joining(", "));
  }

  private static String quoted(String outside) {
    return '"' + outside.replace('"', '\'') + '"';
  }
}
