package pipelinelock.slack.thread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Marks;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.AlarmCard;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.slack.thread.card.ByHandCard;
import pipelinelock.slack.thread.card.ChangedCard;
import pipelinelock.slack.thread.card.EndCard;
import pipelinelock.slack.thread.card.Milestone;
import pipelinelock.slack.thread.card.RequestCard;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.slack.thread.card.ReviewCard;
import pipelinelock.slack.thread.card.RootCard;
import pipelinelock.slack.thread.card.TaskCard;
import pipelinelock.slack.thread.card.TaskNews;
import pipelinelock.slack.thread.card.Watch;
import pipelinelock.slack.thread.log.LogFile;
import pipelinelock.slack.thread.log.TimelineCard;
import pipelinelock.slack.thread.log.TimelineLines;
import pipelinelock.vm.TranscriptRenderer;

/**
 * The messages of an incident's thread, in order, with their content: a function of the record, of
 * the watch while it waits or a task runs, and of who counts while it waits. As the record grows,
 * messages are added at the end and others change. None goes away except one: that a task takes
 * longer than any before is shown only while it runs.
 */
public final class IncidentThread {
  /** How long a card may name somebody who does not count any more. */
  private static final Duration PEOPLE = Duration.ofMinutes(5);

  /** How long the checkpoint of an end is waited for; one that comes later is not named. */
  private static final Duration MARK = Duration.ofMinutes(2);

  private static final Duration MARK_AGAIN = Duration.ofSeconds(2);

  private final TranscriptRenderer transcript;
  private final TaskCard tasks;
  private final TaskNews news;
  private final Watch watch;
  private final Electorate electorate;
  private final Map<EnvironmentName, ByHand> byHand;
  private final Marks marks;
  private final RequestLinks links;

  /**
   * @param byHand what people have to type in each environment where they do without the bot
   * @param electorate asked again for each message, so it has to answer from what it knows of late
   * @param marks the checkpoints that the last messages name
   */
  public IncidentThread(
      TranscriptRenderer transcript,
      Map<EnvironmentName, ByHand> byHand,
      Electorate electorate,
      Watch watch,
      Marks marks,
      RequestLinks links) {
    this.links = links;
    this.marks = marks;
    this.transcript = transcript;
    this.tasks = new TaskCard(transcript, watch);
    this.news = new TaskNews(transcript, watch);
    this.watch = watch;
    this.electorate = electorate;
    this.byHand = Map.copyOf(byHand);
  }

  /** How long until a message changes although the record does not; empty when none will. */
  Optional<Duration> nextChange(Incident incident, List<Recorded> events) {
    return watch
        .next(incident)
        .map(it -> isWaiting(incident) && it.compareTo(PEOPLE) > 0 ? PEOPLE : it)
        .or(() -> nextMark(incident, events));
  }

  /**
   * What decides how the messages read.
   *
   * @param ticks of the running task
   * @param mark the checkpoint of the end
   */
  record Moment(long sequence, Optional<Duration> ticks, Optional<Mark> mark) {}

  /**
   * Equal where the messages read the same, but for what the next tick shows; empty while people
   * decide, when who may decide can change at any time.
   */
  Optional<Moment> moment(Incident incident, List<Recorded> events) {
    return isWaiting(incident)
        ? Optional.empty()
        : Optional.of(
            new Moment(incident.sequence(), watch.ticks(incident), mark(incident, events)));
  }

  /** While the checkpoint of an end may still come. */
  private Optional<Duration> nextMark(Incident incident, List<Recorded> events) {
    return incident.phase() instanceof Phase.Closed end
            && marks.areMade()
            && watch.isWithin(MARK, end.at())
            && mark(incident, events).isEmpty()
        ? Optional.of(MARK_AGAIN)
        : Optional.empty();
  }

  private Optional<Mark> mark(Incident incident, List<Recorded> events) {
    return events.stream()
        .filter(it -> isEnd(it.event()))
        .findFirst()
        .flatMap(it -> marks.of(incident.id().number(), it.sequence()));
  }

  private static boolean isEnd(IncidentEvent event) {
    return event instanceof IncidentEvent.Ended
        || event instanceof IncidentEvent.Rejected
        || event instanceof IncidentEvent.Withdrawn
        || event instanceof IncidentEvent.Expired
        || event instanceof IncidentEvent.Lapsed;
  }

  /**
   * The messages in order.
   *
   * @param events the whole record of the incident
   */
  public List<Part> parts(Incident incident, List<Recorded> events) {
    var parts = new ArrayList<Part>();
    parts.add(new Part(Part.ROOT, RootCard.of(incident)));
    var voters = voters(incident);
    parts.add(new Part(Part.REQUEST, RequestCard.of(incident, watch, voters, links)));
    var milestone = new Milestone(incident, events, voters);
    var afterTheEnd = new ArrayList<Part>();
    for (var recorded : events) {
      if (recorded.event() instanceof TaskAccepted(var step, var _)) {
        parts.addAll(task(incident, events, step));
      }
      part(recorded, milestone)
          .ifPresent(isAfterTheEnd(recorded.event()) ? afterTheEnd::add : parts::add);
      if (recorded.event() instanceof IncidentEvent.Started) {
        parts.add(byHand(incident));
      }
      alarm(incident, recorded).ifPresent(parts::add);
    }
    if (incident.phase() instanceof Phase.Closed end) {
      if (TimelineLines.isWorthTelling(events)) {
        parts.add(new Part(Part.TIMELINE, TimelineCard.of(incident, events)));
        parts.add(log(incident, events));
      }
      parts.add(new Part(Part.END, EndCard.of(incident, events, end, mark(incident, events))));
      parts.addAll(afterTheEnd);
    }
    return parts;
  }

  private static boolean isWaiting(Incident incident) {
    return incident.phase() instanceof Phase.AwaitingApproval;
  }

  private Optional<Voters> voters(Incident incident) {
    return isWaiting(incident)
        ? Optional.of(Voters.of(Ballot.of(incident), electorate))
        : Optional.empty();
  }

  private static boolean isAfterTheEnd(IncidentEvent event) {
    return event instanceof IncidentEvent.ReviewReminded || event instanceof IncidentEvent.Reviewed;
  }

  /**
   * What is posted in another channel when one person starts something alone, and when it is due.
   */
  private static Optional<Part> alarm(Incident incident, Recorded recorded) {
    return incident
        .request()
        .policy()
        .breakGlass()
        .flatMap(
            glass ->
                alarmed(incident, recorded)
                    .map(
                        it ->
                            Part.elsewhere(glass.channel(), Part.alarm(recorded.sequence()), it)));
  }

  private static Optional<Message> alarmed(Incident incident, Recorded recorded) {
    return switch (recorded.event()) {
      case IncidentEvent.GlassBroken _ -> Optional.of(AlarmCard.of(incident));
      case IncidentEvent.ReviewReminded _ -> Optional.of(ReviewCard.reminder(incident));
      case IncidentEvent.CardChanged changed ->
          Optional.of(ChangedCard.elsewhere(incident, changed));
      default -> Optional.empty();
    };
  }

  private Part byHand(Incident incident) {
    var names = byHand.getOrDefault(incident.environment(), ByHand.UNKNOWN);
    return new Part(
        Part.BY_HAND,
        ByHandCard.of(incident, names),
        Optional.empty(),
        incident.isOpen(),
        false,
        Optional.empty());
  }

  private Part log(Incident incident, List<Recorded> events) {
    var words = Message.sentence("The whole log of %s as a file.".formatted(incident.id()));
    var file = LogFile.of(incident, events, transcript);
    return new Part(Part.LOG, words, Optional.of(file), false, false, Optional.empty());
  }

  /** Its message, which is edited while it runs, and what calls people to it. */
  private List<Part> task(Incident incident, List<Recorded> events, int step) {
    var parts = new ArrayList<Part>();
    parts.add(new Part(Part.task(step), tasks.of(incident, events, step)));
    news.drained(incident, step).map(it -> new Part(Part.drained(step), it)).ifPresent(parts::add);
    news.overrun(incident, step).map(it -> Part.once(Part.overrun(step), it)).ifPresent(parts::add);
    return parts;
  }

  private static Optional<Part> part(Recorded recorded, Milestone milestone) {
    return milestone
        .of(recorded)
        .map(
            message -> {
              String name = Part.event(recorded.sequence());
              return callsPeople(recorded.event())
                  ? Part.once(name, message)
                  : new Part(name, message);
            });
  }

  private static boolean callsPeople(IncidentEvent event) {
    return event instanceof IncidentEvent.Reminded || event instanceof IncidentEvent.CardChanged;
  }
}
