package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Phase.Closed;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress;
import pipelinelock.ladder.Followed;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Sign;
import pipelinelock.wording.Span;

/** The last message: the result, how long each step took, and what people still have to do. */
public final class EndCard {
  private EndCard() {}

  /**
   * Draws it.
   *
   * @param mark the checkpoint that took in the end; a person who kept it can check later whether
   *     the record still has it
   */
  public static Message of(
      Incident incident, List<Recorded> events, Closed end, Optional<Mark> mark) {
    var blocks = new ArrayList<LayoutBlock>();
    var started = startedAt(events);
    String took = started.map(at -> " after " + Span.of(Duration.between(at, end.at()))).orElse("");
    blocks.add(
        Layout.header(
            IncidentWords.sign(incident)
                .before(
                    "%s · %s · %s%s"
                        .formatted(
                            incident.id(),
                            incident.environment(),
                            Sign.without(end.state()),
                            took))));
    blocks.add(Layout.sentence(end.summary(), people(incident)));
    blocks.add(Layout.sentence(started.isPresent() ? steps(incident) : "Nothing was done."));
    if (!end.todo().isEmpty()) {
      blocks.add(Layout.markup("*Still to do*"));
      blocks.add(Layout.list("• ", end.todo()));
      AskAgain.next(incident, end.todo()).ifPresent(blocks::add);
    }
    switch (end.outcome()) {
      case LAPSED, EXPIRED -> blocks.addAll(AskAgain.of(incident));
      case COMPLETED, FAILED, CANCELLED, REJECTED, WITHDRAWN -> {} // people decided, or it was done
    }
    blocks.add(Layout.markup(by(incident, events)));
    blocks.addAll(ReviewCard.due(incident));
    mark.ifPresent(it -> blocks.add(Layout.note("Record: " + it)));
    return Message.of(blocks);
  }

  /** What lapsed names people by the ids that the record has. */
  private static Set<String> people(Incident incident) {
    return incident.approvals().stream()
        .map(approval -> approval.by().user())
        .collect(Collectors.toSet());
  }

  private static Optional<Instant> startedAt(List<Recorded> events) {
    return events.stream()
        .filter(it -> it.event() instanceof IncidentEvent.Started)
        .map(Recorded::at)
        .findFirst();
  }

  /** Calls the requester, who waits for this message; and who ended it, where a person did. */
  private static String by(Incident incident, List<Recorded> events) {
    String asked = "equested by " + Mrkdwn.mention(incident.request().by());
    return switch (events.getLast().event()) {
      case IncidentEvent.Rejected(var by, var _, var _) ->
          "Rejected by %s, r%s".formatted(Mrkdwn.mention(by), asked);
      case IncidentEvent.Withdrawn(var by) ->
          "Taken back by %s, r%s".formatted(Mrkdwn.mention(by), asked);
      default -> "R" + asked + (isBlockedAgain(incident) ? approved(incident) : "");
    };
  }

  /** Those who helped it on before are called: the next cure takes them again. */
  private static boolean isBlockedAgain(Incident incident) {
    return IncidentWords.sign(incident) == Sign.STOP && new Followed(incident).broken().isPresent();
  }

  private static String approved(Incident incident) {
    return incident.approvals().isEmpty() ? "" : ", approved by " + Phrases.approvers(incident);
  }

  /** The thread has shown each step: here only those that went another way than planned. */
  private static String steps(Incident incident) {
    var others =
        IntStream.range(0, incident.steps().size())
            .filter(step -> !isDone(incident.steps().get(step)))
            .mapToObj(
                step ->
                    "%s (%s)"
                        .formatted(
                            IncidentWords.brief(incident.step(step)),
                            result(incident.steps().get(step))))
            .toList();
    int all = incident.steps().size();
    return others.isEmpty()
        ? "All %d steps are done.".formatted(all)
        : "%d of %d steps are done. The others: %s."
            .formatted(all - others.size(), all, String.join("; ", others));
  }

  private static boolean isDone(StepProgress progress) {
    return progress instanceof StepProgress.Over over && over.outcome() == StepOutcome.DONE;
  }

  private static String result(StepProgress progress) {
    return switch (progress) {
      case StepProgress.Waiting _ -> "not started";
      case StepProgress.Intended _ -> "requested, but nothing more is known";
      case StepProgress.Following _ -> "started, but not followed to its end";
      case StepProgress.TaskOver over -> "its task ended as " + over.state();
      case StepProgress.Over over -> IncidentWords.outcome(over.outcome());
    };
  }
}
