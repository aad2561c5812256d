package pipelinelock.evidence;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.voice.PublicUpdate;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/**
 * What the next shift needs to know of an incident, from its record alone.
 *
 * @param state in few words
 * @param verdict what was seen when it was requested, and when
 * @param tried what was done so far and what came of it, a line each
 * @param waits what it waits for; empty if for nothing
 * @param people who did something in it, and when last, newest first
 * @param next the next decision that a person has to make, or that there is none
 * @param update the newest sentence for a status page
 */
public record Handover(
    Incident incident,
    String state,
    String verdict,
    List<String> tried,
    Optional<String> waits,
    SequencedMap<UserId, Instant> people,
    String next,
    PublicUpdate update) {
  public Handover {
    tried = List.copyOf(tried);
  }

  /**
   * Of these events.
   *
   * @param events the whole record of the incident
   */
  public static Handover of(List<Recorded> events, Instant now) {
    var incident = Incident.of(events);
    var seen = incident.request().evidence();
    return new Handover(
        incident,
        IncidentWords.state(incident),
        "%s (seen %s, %s)"
            .formatted(seen.headline(), UtcTime.of(seen.at(), now), Span.ago(seen.at(), now)),
        tried(incident),
        waits(incident, now),
        people(incident, events),
        next(incident, now),
        PublicUpdate.of(events));
  }

  private static List<String> tried(Incident incident) {
    var lines = new ArrayList<String>();
    IntStream.range(0, incident.steps().size())
        .forEach(index -> tried(incident, index).ifPresent(lines::add));
    return lines;
  }

  private static Optional<String> tried(Incident incident, int index) {
    var what = "step %d, %s: ".formatted(index + 1, IncidentWords.brief(incident.step(index)));
    return switch (incident.steps().get(index)) {
      case StepProgress.Waiting _ -> Optional.empty();
      case StepProgress.Intended(var _, var _, var lost) ->
          Optional.of(what + (lost.isPresent() ? "sent, and the answer was lost" : "begun"));
      case StepProgress.Following(var _, var task) ->
          Optional.of(what + "Director task %d runs".formatted(task.id()));
      case StepProgress.TaskOver over ->
          Optional.of(
              what
                  + "Director task %d ended as %s, not verified yet"
                      .formatted(over.task().id(), over.state()));
      case StepProgress.Over over ->
          Optional.of(what + IncidentWords.outcome(over.outcome()) + ". " + over.note());
    };
  }

  private static Optional<String> waits(Incident incident, Instant now) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ ->
          Optional.of(
              "approvals: %s are there, and the rest may come until %s"
                  .formatted(
                      IncidentWords.counted(incident), UtcTime.of(incident.expiresAt(), now)));
      case Phase.Approved _, Phase.Running _ -> incident.lastNote();
      case Phase.Closed _ -> Optional.empty();
    };
  }

  private static SequencedMap<UserId, Instant> people(Incident incident, List<Recorded> events) {
    var people = new LinkedHashMap<UserId, Instant>();
    var newestFirst = new ArrayList<>(Timeline.of(incident, events));
    newestFirst.sort(comparingLong(TimelineEntry::sequence).reversed());
    for (var entry : newestFirst) {
      entry.by().ifPresent(it -> people.putIfAbsent(it, entry.recorded()));
    }
    return people;
  }

  private static String next(Incident incident, Instant now) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ ->
          "Approve or reject it by %s, after which it expires and nothing happens."
              .formatted(UtcTime.of(incident.expiresAt(), now));
      case Phase.Approved _ ->
          "None: the bot reads the evidence again and starts it, or says why it does not.";
      case Phase.Running _ ->
          "None while it goes on. `cancel %s` stops it at its next safe point."
              .formatted(incident.environment());
      case Phase.Closed closed when BreakGlassRules.isOpenForReview(incident) ->
          "A second person has to review the break-glass start: `review %s FINDING`."
                  .formatted(incident.id())
              + todo(closed);
      case Phase.Closed closed when closed.todo().isEmpty() ->
          "None: it is over. Look at the environment with `status %s`."
              .formatted(incident.environment());
      case Phase.Closed closed -> "Still to do:" + todo(closed);
    };
  }

  private static String todo(Phase.Closed closed) {
    return closed.todo().stream().map(" "::concat).collect(joining());
  }
}
