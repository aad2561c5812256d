package pipelinelock.evidence.insight;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.TimesTaken;
import pipelinelock.evidence.insight.PastIncidents.Uncounted;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.refusal.RefusalLog;

/**
 * What the incidents of a period show.
 *
 * @param incidents how many were requested in it
 * @param open how many of them are not over
 * @param causes by environment and cause, the most time first
 * @param toApprove how long the approved ones waited for their last approval; sorted
 * @param bypasses those that one person started alone
 * @param refusals how often each code was refused, sorted by code
 * @param uncounted what the record has and none of this counts
 */
public record Insights(
    Period period,
    int incidents,
    int open,
    List<Cause> causes,
    List<Duration> toApprove,
    List<Bypass> bypasses,
    Map<String, Long> refusals,
    Uncounted uncounted) {
  public Insights {
    causes = List.copyOf(causes);
    toApprove = List.copyOf(toApprove);
    bypasses = List.copyOf(bypasses);
  }

  /**
   * The incidents with one cause in one environment.
   *
   * @param state the verdict's name at the request
   * @param lost from their requests to their ends, or to the moment when only a deployment was
   *     watched; of those that are over
   * @param concourse the version of Concourse at the newest of them, if it was kept
   */
  public record Cause(
      EnvironmentName environment,
      String state,
      int times,
      Duration lost,
      Optional<String> concourse) {}

  /** One person started it alone. */
  public record Bypass(
      IncidentId incident, EnvironmentName environment, UserId by, Instant at, boolean reviewed) {}

  /**
   * Counts.
   *
   * @param past the incidents of the period
   * @param refused what was refused in it
   * @param facts those behind a fingerprint, if they were kept
   */
  public static Insights of(
      Period period,
      PastIncidents past,
      List<RefusalLog.Entry> refused,
      Function<String, Optional<List<String>>> facts) {
    var incidents = past.incidents();
    return new Insights(
        period,
        incidents.size(),
        (int) incidents.stream().filter(Incident::isOpen).count(),
        causes(incidents, facts),
        incidents.stream().flatMap(it -> toApprove(it).stream()).sorted().toList(),
        incidents.stream().flatMap(it -> bypass(it).stream()).toList(),
        refused.stream()
            .collect(
                groupingBy(
                    RefusalLog.Entry::code, TreeMap::new, summingLong(RefusalLog.Entry::times))),
        past.uncounted());
  }

  /** The times to approve; empty where none was approved. */
  public Optional<TimesTaken> approvals() {
    return toApprove.isEmpty() ? Optional.empty() : Optional.of(new TimesTaken(toApprove));
  }

  private static List<Cause> causes(
      List<Incident> incidents, Function<String, Optional<List<String>>> facts) {
    record Key(EnvironmentName environment, String state) {}
    var groups =
        incidents.stream()
            .collect(groupingBy(it -> new Key(it.environment(), it.request().evidence().state())));
    var causes = new ArrayList<Cause>();
    groups.forEach((key, those) -> causes.add(cause(key.environment(), key.state(), those, facts)));
    causes.sort(
        comparing(Cause::lost)
            .thenComparingInt(Cause::times)
            .reversed()
            .thenComparing(it -> it.environment().value())
            .thenComparing(Cause::state));
    return causes;
  }

  private static Cause cause(
      EnvironmentName environment,
      String state,
      List<Incident> those,
      Function<String, Optional<List<String>>> facts) {
    var lost = those.stream().map(Insights::lost).reduce(Duration.ZERO, Duration::plus);
    var newest = those.stream().max(Comparator.comparing(Incident::requestedAt)).orElseThrow();
    return new Cause(
        environment,
        state,
        those.size(),
        lost,
        facts.apply(newest.request().evidence().fingerprint()).flatMap(Insights::version));
  }

  private static Optional<String> version(List<String> facts) {
    return facts.stream()
        .filter(it -> it.startsWith("version ") && !it.equals("version ?"))
        .map(it -> it.split(" ", 3)[1])
        .findFirst();
  }

  private static Duration lost(Incident incident) {
    if (!(incident.phase() instanceof Phase.Closed closed)) {
      return Duration.ZERO;
    }
    var end = watchedSince(incident).filter(it -> it.isBefore(closed.at())).orElse(closed.at());
    return Duration.between(incident.requestedAt(), end);
  }

  /** When it had cured and only watched the run of the deployment. */
  private static Optional<Instant> watchedSince(Incident incident) {
    for (int i = 0; i < incident.steps().size(); i++) {
      if (incident.step(i) instanceof Step.FollowRun) {
        return switch (incident.steps().get(i)) {
          case StepProgress.Intended(var _, var at, var _) -> Optional.of(at);
          case StepProgress.Over over -> Optional.of(over.since());
          case StepProgress.Waiting _, StepProgress.Following _, StepProgress.TaskOver _ ->
              Optional.empty();
        };
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> toApprove(Incident incident) {
    return incident.breakGlass().isPresent() || incident.missingApprovals() > 0
        ? Optional.empty()
        : incident.approvals().stream()
            .map(Incident.Approval::at)
            .max(Comparator.naturalOrder())
            .map(last -> Duration.between(incident.requestedAt(), last));
  }

  private static Optional<Bypass> bypass(Incident incident) {
    return incident
        .breakGlass()
        .map(
            it ->
                new Bypass(
                    incident.id(),
                    incident.environment(),
                    it.by(),
                    it.at(),
                    it.review().isPresent()));
  }
}
