package pipelinelock.runbook.request;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.TimesTaken;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.vm.RecreateOption;
import pipelinelock.wording.Span;

/**
 * How long comparable plans took before, for people who decide whether to wait. Comparable is what
 * recreates VMs of the same groups in the same way: a drain that is skipped says nothing about one
 * that is not.
 */
final class EarlierRuns {
  private static final int LOOKED_AT = 30;
  private static final int COUNTED = 20;

  /** With fewer, the shortest and the longest say more than a quantile. */
  private static final int ENOUGH = 5;

  private EarlierRuns() {}

  /** A sentence for those who approve. */
  static String note(Incidents incidents, EnvironmentName environment, Plan plan) {
    var earlier = incidents.newest(environment, LOOKED_AT);
    var took =
        earlier.stream()
            .filter(it -> isLike(it, plan))
            .flatMap(it -> took(incidents.events(it.id())).stream())
            .limit(COUNTED)
            .toList();
    return took.isEmpty()
        ? ofItsVms(earlier, plan).orElseGet(() -> unknown(plan))
        : known(new TimesTaken(took));
  }

  private static boolean isLike(Incident earlier, Plan plan) {
    var other = earlier.request().plan();
    return earlier.phase() instanceof Phase.Closed closed
        && closed.outcome() == Outcome.COMPLETED
        && other.cure() == plan.cure()
        && kinds(other).equals(kinds(plan));
  }

  /** What VMs of one group are recreated in one way. */
  private record Kind(String group, Set<RecreateOption> options) {
    static Kind of(Step.Recreate step) {
      return new Kind(step.instance().group(), step.options());
    }

    String text() {
      return options.stream()
          .map(option -> " --" + option.text())
          .sorted()
          .collect(joining("", group, ""));
    }
  }

  private static List<Kind> kinds(Plan plan) {
    return plan.recreates().stream().map(Kind::of).toList();
  }

  /** The parts of a plan that was not done like this before, where each of its VMs was. */
  private static Optional<String> ofItsVms(List<Incident> earlier, Plan plan) {
    var parts = new LinkedHashMap<Kind, TimesTaken>();
    var together = Duration.ZERO;
    for (var kind : kinds(plan)) {
      var took = timed(earlier, kind);
      if (took.isEmpty()) {
        return Optional.empty();
      }
      parts.put(kind, new TimesTaken(took));
      together = together.plus(parts.get(kind).median());
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No plan like this ran here yet, but its parts did: %s; about %s for its VMs together."
                .formatted(
                    parts.entrySet().stream()
                        .map(it -> it.getKey().text() + " " + spread(it.getValue()))
                        .collect(joining(", ")),
                    Span.of(together)));
  }

  private static List<Duration> timed(List<Incident> earlier, Kind kind) {
    return earlier.stream()
        .flatMap(
            incident ->
                IntStream.range(0, incident.steps().size())
                    .filter(i -> isOf(kind, incident.step(i)))
                    .mapToObj(incident.steps()::get))
        .flatMap(EarlierRuns::took)
        .limit(COUNTED)
        .toList();
  }

  private static boolean isOf(Kind kind, Step step) {
    return step instanceof Step.Recreate recreate && Kind.of(recreate).equals(kind);
  }

  private static Stream<Duration> took(StepProgress progress) {
    return progress instanceof StepProgress.Over over
            && over.outcome() == StepOutcome.DONE
            && over.task().isPresent()
        ? Stream.of(Duration.between(over.since(), over.at()))
        : Stream.empty();
  }

  private static Optional<Duration> took(List<Recorded> events) {
    return at(events, IncidentEvent.Started.class)
        .flatMap(
            start ->
                followedSince(events)
                    .or(() -> at(events, IncidentEvent.Ended.class))
                    .map(end -> Duration.between(start, end)));
  }

  /** From then on it only watched the run of a deployment, which is no part of a cure. */
  private static Optional<Instant> followedSince(List<Recorded> events) {
    var plan = ((IncidentEvent.Requested) events.getFirst().event()).plan();
    return events.stream()
        .filter(
            it ->
                it.event() instanceof IncidentEvent.StepIntended intended
                    && plan.steps().get(intended.step()) instanceof Step.FollowRun)
        .map(Recorded::at)
        .findFirst();
  }

  private static Optional<Instant> at(List<Recorded> events, Class<? extends IncidentEvent> type) {
    return events.stream()
        .filter(recorded -> type.isInstance(recorded.event()))
        .map(Recorded::at)
        .findFirst();
  }

  private static String known(TimesTaken took) {
    return took.runs() == 1
        ? "The last one like this took %s here.".formatted(Span.of(took.shortest()))
        : "The last %d like this took %s here.".formatted(took.runs(), spread(took));
  }

  /** {@code 13 min to 16 min}; of many {@code 14 min, nine of ten within 16 min}. */
  private static String spread(TimesTaken took) {
    var shortest = Span.of(took.shortest());
    var longest = Span.of(took.longest());
    if (shortest.equals(longest)) {
      return shortest;
    }
    return took.runs() < ENOUGH
        ? shortest + " to " + longest
        : "%s, nine of ten within %s".formatted(Span.of(took.median()), Span.of(took.nineOfTen()));
  }

  private static String unknown(Plan plan) {
    if (plan.recreates().isEmpty()) {
      return "There was nothing like this here before; it should take a minute or two.";
    }
    if (plan.options().contains(RecreateOption.SKIP_DRAIN)) {
      return "There are no comparable runs here yet, and the runbook's drained, so nothing is known of the time.";
    }
    return plan.recreates().size() == 1
        ? "There was no recreate like this here before; the runbook's took about 7 min for each VM."
        : "There was no recreate like this here before; the runbook's took 14 min, most of it draining the worker.";
  }
}
