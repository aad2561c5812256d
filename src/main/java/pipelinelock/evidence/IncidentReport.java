package pipelinelock.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.vm.TranscriptRenderer;

/**
 * Everything the record holds about one incident. Every export is made of this and of nothing else,
 * so that all of them say the same.
 *
 * @param timeline every event, oldest first
 * @param seen what each decision rested on
 * @param decisions what people decided, and what proves it
 * @param tasks what the Director wrote
 */
public record IncidentReport(
    Incident incident,
    List<TimelineEntry> timeline,
    List<SeenEvidence> seen,
    List<PersonsDecision> decisions,
    List<StepAccount> steps,
    List<TaskText> tasks,
    Seal seal) {
  public IncidentReport {
    timeline = List.copyOf(timeline);
    seen = List.copyOf(seen);
    decisions = List.copyOf(decisions);
    steps = List.copyOf(steps);
    tasks = List.copyOf(tasks);
  }

  /**
   * What these events say.
   *
   * @param events the whole record of the incident, proved
   * @param facts those of a fingerprint, if they were kept
   */
  public static IncidentReport of(
      List<Recorded> events,
      Seal seal,
      Function<String, Optional<List<String>>> facts,
      TranscriptRenderer transcript) {
    var incident = Incident.of(events);
    return new IncidentReport(
        incident,
        Timeline.of(incident, events),
        events.stream().flatMap(it -> seen(it, facts).stream()).toList(),
        PersonsDecisions.in(events),
        IntStream.range(0, incident.steps().size())
            .mapToObj(index -> StepAccount.of(incident, index))
            .toList(),
        IntStream.range(0, incident.steps().size())
            .boxed()
            .flatMap(index -> task(incident, index, transcript))
            .toList(),
        seal);
  }

  private static Optional<SeenEvidence> seen(
      Recorded recorded, Function<String, Optional<List<String>>> facts) {
    return switch (recorded.event()) {
      case IncidentEvent.Requested it ->
          Optional.of(seen("request", recorded.sequence(), it.evidence(), facts));
      case IncidentEvent.Started(var evidence) ->
          Optional.of(seen("start", recorded.sequence(), evidence, facts));
      default -> Optional.empty();
    };
  }

  private static SeenEvidence seen(
      String decision,
      long event,
      EvidenceSummary evidence,
      Function<String, Optional<List<String>>> facts) {
    return new SeenEvidence(decision, event, evidence, facts.apply(evidence.fingerprint()));
  }

  private static Stream<TaskText> task(
      Incident incident, int index, TranscriptRenderer transcript) {
    return incident.steps().get(index).ofTask().stream()
        .map(
            log ->
                new TaskText(
                    log.id(), index + 1, transcript.lines(log.id(), log.lines()), log.lines()));
  }

  /** The end, if there is one. */
  public Optional<Phase.Closed> end() {
    return incident.phase() instanceof Phase.Closed closed ? Optional.of(closed) : Optional.empty();
  }

  /** What the record does not hold or does not prove, a sentence each. */
  public List<String> gaps() {
    var gaps = new ArrayList<String>();
    if (end().isEmpty()) {
      gaps.add("The incident is not over: this is its record so far.");
    }
    for (var it : seen) {
      if (it.facts().isEmpty()) {
        gaps.add(
            "The facts behind %s (%s) are not on record, only their fingerprint and a summary: a build that did not keep them yet wrote it, or they held a secret."
                .formatted(it.evidence().code(), it.decision()));
      }
    }
    for (var it : decisions) {
      if (it.proof().isEmpty()) {
        gaps.add(
            "Event %d (%s) has no proof of the click; records from before there were proofs have none."
                .formatted(it.event(), it.what()));
      } else if (it.proof().get().signature().isEmpty()) {
        gaps.add(
            "Event %d (%s) came over Socket Mode, where Slack signs nothing: its proof is a digest without a signature."
                .formatted(it.event(), it.what()));
      }
    }
    if (seal.checkpoint().isEmpty()) {
      gaps.add(
          "No checkpoint covers the last event: its hash proves the events' order and content, but nobody signed it.");
    } else if (!seal.checkpoint().get().proved()) {
      gaps.add("The checkpoint is not proved: %s.".formatted(seal.checkpoint().get().signature()));
    }
    gaps.add("People are given by their Slack ids; the record keeps no names.");
    return List.copyOf(gaps);
  }
}
