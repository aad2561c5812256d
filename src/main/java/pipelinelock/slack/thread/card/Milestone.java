package pipelinelock.slack.thread.card;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Span;

/** An event that gets a message of its own. */
public final class Milestone {
  private final Incident incident;
  private final List<Recorded> events;
  private final Optional<Voters> voters;

  /**
   * @param voters who may decide now; empty once it is decided
   */
  public Milestone(Incident incident, List<Recorded> events, Optional<Voters> voters) {
    this.incident = incident;
    this.events = events;
    this.voters = voters;
  }

  /** Empty for events that another message shows. */
  public Optional<Message> of(Recorded recorded) {
    return switch (recorded.event()) {
      case IncidentEvent.Approved approved -> Optional.of(approved(approved, recorded.sequence()));
      case IncidentEvent.Revoked(var by) ->
          Optional.of(
              Message.of(
                  Layout.markup(
                      "%s took the approval back. %s"
                          .formatted(Mrkdwn.mention(by), missing(at(recorded.sequence()))))));
      case IncidentEvent.GlassBroken broken -> Optional.of(AlarmCard.inThread(incident, broken));
      case IncidentEvent.ReviewReminded _ -> Optional.of(ReviewCard.reminder(incident));
      case IncidentEvent.Reviewed(var by, var finding) ->
          Optional.of(ReviewCard.reviewed(incident, by, finding));
      case IncidentEvent.Reminded _ -> Optional.of(Reminders.of(at(recorded.sequence()), voters));
      case IncidentEvent.Started(var evidence) ->
          Optional.of(
              Message.sentence(
                  "Started: the bot looked again and still sees this. " + evidence.headline()));
      case IncidentEvent.AnswerLost(var step, var why) ->
          Optional.of(
              Message.sentence(
                  "%s. The answer was lost: %s The bot does not send it a second time; it asks whether it arrived."
                      .formatted(Phrases.step(incident, step), full(why))));
      case StepEnded ended -> Optional.of(ended(ended, recorded.at()));
      case IncidentEvent.Noted(var note) -> Optional.of(Message.sentence(note));
      // After the end only the timeline shows it, so that the end stays the last message.
      case IncidentEvent.NoteAdded note ->
          isBeforeTheEnd(recorded) ? Optional.of(noted(note)) : Optional.empty();
      case IncidentEvent.CancelAsked(var by) ->
          Optional.of(
              Message.of(
                  Layout.markup(
                      Mrkdwn.mention(by) + " asked to stop it. It stops at the next safe point.")));
      case IncidentEvent.CardChanged changed ->
          Optional.of(ChangedCard.inThread(incident, changed, voters));
      case IncidentEvent.Requested _,
          IncidentEvent.Rejected _,
          IncidentEvent.Withdrawn _,
          IncidentEvent.Expired _,
          IncidentEvent.Lapsed _,
          IncidentEvent.StepIntended _,
          IncidentEvent.TaskAccepted _,
          IncidentEvent.TaskSaid _,
          IncidentEvent.TaskEnded _,
          IncidentEvent.Ended _ ->
          Optional.empty();
    };
  }

  private Message approved(IncidentEvent.Approved approved, long sequence) {
    var then = at(sequence);
    return Message.of(
        Layout.markup(
            "%s approved%s, %s. %s"
                .formatted(
                    Mrkdwn.mention(approved.by()),
                    approved.confirmed().isPresent() ? " and typed the environment's name" : "",
                    IncidentWords.counted(then),
                    missing(then))));
  }

  private boolean isBeforeTheEnd(Recorded recorded) {
    return events.stream()
        .takeWhile(it -> it.sequence() < recorded.sequence())
        .noneMatch(it -> Milestone.isEnd(it.event()));
  }

  private static boolean isEnd(IncidentEvent event) {
    return switch (event) {
      case IncidentEvent.Rejected _,
          IncidentEvent.Withdrawn _,
          IncidentEvent.Expired _,
          IncidentEvent.Lapsed _,
          IncidentEvent.Ended _ ->
          true;
      default -> false;
    };
  }

  private static Message noted(IncidentEvent.NoteAdded note) {
    var about = new StringBuilder(Mrkdwn.mention(note.by()));
    about.append(" noted, for ").append(Mrkdwn.date(note.about()));
    note.said().ifPresent(it -> about.append(", said by ").append(Mrkdwn.mention(it)));
    note.link().ifPresent(it -> about.append(", ").append(Mrkdwn.link(it, "the message")));
    return Message.of(Layout.markup(about + ":"), Layout.quote(note.text()));
  }

  /** The incident as it was right after that event. */
  private Incident at(long sequence) {
    return Incident.of(events.stream().filter(it -> it.sequence() <= sequence).toList());
  }

  private static String missing(Incident then) {
    int missing = then.missingApprovals();
    return missing == 0
        ? "That is enough. %s, the bot looks again and then starts."
            .formatted(Mrkdwn.mention(then.request().by()))
        : missing == 1 ? "1 more is needed." : missing + " more are needed.";
  }

  private Message ended(StepEnded ended, Instant at) {
    var took =
        Optional.of(incident.steps().get(ended.step()))
            .filter(Over.class::isInstance)
            .map(over -> Span.of(Duration.between(((Over) over).since(), at)));
    return incident.step(ended.step()) instanceof Step.Recreate recreate
            && ended.outcome() == StepOutcome.DONE
        ? back(recreate, ended, took)
        : Message.sentence(
            "%s: %s%s. %s"
                .formatted(
                    Phrases.briefStep(incident, ended.step()),
                    IncidentWords.outcome(ended.outcome()),
                    took.map(" in "::concat).orElse(""),
                    ended.note()));
  }

  /** What everybody waits for, so it is said first. */
  private Message back(Step.Recreate step, StepEnded ended, Optional<String> took) {
    return Message.sentence(
        "VM back: %s%s (step %d of %d). %s"
            .formatted(
                step.instance().shortForm(),
                took.map(" after "::concat).orElse(""),
                ended.step() + 1,
                incident.steps().size(),
                ended.note()));
  }

  private static String full(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
