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
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Phase.Closed;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress;
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
   * @param mark the checkpoint that took in the end; a person who kept it can tell later whether
   *     the record still has it
   */
  public static Message of(
      Incident incident, List<Recorded> events, Closed end, Optional<Mark> mark) {
    var blocks = new ArrayList<LayoutBlock>();
    var started = startedAt(events);
    String took = started.map(at -> " after " + Span.of(Duration.between(at, end.at()))).orElse("");
    blocks.add(
        Layout.header(
            Phrases.sign(incident)
                .before(
                    "%s · %s · %s%s"
                        .formatted(
                            incident.id(),
                            incident.environment(),
                            Sign.without(end.state()),
                            took))));
    blocks.add(Layout.sentence(end.summary(), people(incident)));
    by(events).ifPresent(who -> blocks.add(Layout.markup(who)));
    if (started.isPresent()) {
      blocks.add(Layout.numbered(steps(incident)));
    } else {
      blocks.add(Layout.markup("Nothing was done."));
    }
    if (!end.todo().isEmpty()) {
      blocks.add(Layout.markup("*Still to do*"));
      blocks.add(Layout.list("• ", end.todo()));
      AskAgain.next(incident, end.todo()).ifPresent(blocks::add);
    }
    switch (end.outcome()) {
      case LAPSED, EXPIRED -> blocks.addAll(AskAgain.of(incident));
      case COMPLETED, FAILED, CANCELLED, REJECTED, WITHDRAWN -> {} // people decided, or it was done
    }
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

  /** Who ended it, where a person did. */
  private static Optional<String> by(List<Recorded> events) {
    return switch (events.getLast().event()) {
      case IncidentEvent.Rejected(var by, var _, var _) ->
          Optional.of("Rejected by " + Mrkdwn.mention(by));
      case IncidentEvent.Withdrawn(var by) -> Optional.of("Taken back by " + Mrkdwn.mention(by));
      default -> Optional.empty();
    };
  }

  private static List<String> steps(Incident incident) {
    return IntStream.range(0, incident.steps().size())
        .mapToObj(step -> incident.step(step).text() + ": " + result(incident.steps().get(step)))
        .toList();
  }

  private static String result(StepProgress progress) {
    return switch (progress) {
      case StepProgress.Waiting _ -> "not begun";
      case StepProgress.Intended _ -> "asked for, and nothing more is known";
      case StepProgress.Following _ -> "begun, and not followed to its end";
      case StepProgress.TaskOver over -> "its task ended as " + over.state();
      case StepProgress.Over over ->
          "%s, %s"
              .formatted(
                  Phrases.outcome(over.outcome()),
                  Span.of(Duration.between(over.since(), over.at())));
    };
  }
}
