package pipelinelock.runbook.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.wording.Span;

/** How long similar plans took before, for people who decide whether to wait. */
final class EarlierRuns {
  private static final int LOOKED_AT = 30;
  private static final int COUNTED = 5;

  private EarlierRuns() {}

  /** A sentence for those who approve. */
  static String note(Incidents incidents, EnvironmentName environment, Plan plan) {
    var took =
        incidents.newest(environment, LOOKED_AT).stream()
            .filter(earlier -> isLike(earlier, plan))
            .flatMap(earlier -> took(incidents.events(earlier.id())).stream())
            .limit(COUNTED)
            .sorted()
            .toList();
    return took.isEmpty() ? unknown(plan) : known(took);
  }

  private static boolean isLike(Incident earlier, Plan plan) {
    var other = earlier.request().plan();
    return earlier.phase() instanceof Phase.Closed closed
        && closed.outcome() == Outcome.COMPLETED
        && other.cure() == plan.cure()
        && other.recreates().size() == plan.recreates().size();
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

  private static String known(List<Duration> took) {
    var shortest = Span.of(took.getFirst());
    var longest = Span.of(took.getLast());
    if (took.size() == 1) {
      return "The last one like this took " + shortest + " here.";
    }
    return "The last %d like this took %s here."
        .formatted(took.size(), shortest.equals(longest) ? shortest : shortest + " to " + longest);
  }

  private static String unknown(Plan plan) {
    if (plan.recreates().size() == 1) {
      return "There was no recreate like this here before; the runbook's took about 7 min for each VM.";
    }
    return !plan.recreates().isEmpty()
        ? "There was no recreate like this here before; the runbook's took 14 min, most of it draining the worker."
        : "There was nothing like this here before; it should take a minute or two.";
  }
}
