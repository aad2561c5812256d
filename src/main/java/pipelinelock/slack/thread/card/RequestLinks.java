package pipelinelock.slack.thread.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.LinkButton;
import pipelinelock.slack.message.Site;

/**
 * Buttons that open what a request is about: the build that it aborts, and the claim of the lock,
 * both by the ids in the plan. What a plan names by words alone has no button.
 *
 * @param sites where people look for themselves, for each environment
 */
public record RequestLinks(Map<EnvironmentName, Site> sites) {
  /** Where nothing is known of any place. */
  public static final RequestLinks NONE = new RequestLinks(Map.of());

  public RequestLinks {
    sites = Map.copyOf(sites);
  }

  List<Button> of(Incident incident) {
    var site = Optional.ofNullable(sites.get(incident.environment()));
    var plan = incident.request().plan();
    return Stream.of(
            site.flatMap(it -> aborted(plan).map(it::build)).flatMap(LinkButton.BUILD::to),
            site.flatMap(it -> claim(plan).flatMap(it::commit)).flatMap(LinkButton.COMMIT::to))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The first of those that it aborts. */
  private static Optional<Long> aborted(Plan plan) {
    return plan.steps().stream()
        .flatMap(
            step -> step instanceof Step.AbortBuild(var id, var _) ? Stream.of(id) : Stream.of())
        .findFirst();
  }

  private static Optional<String> claim(Plan plan) {
    return plan.steps().stream()
        .flatMap(
            step ->
                switch (step) {
                  case Step.ReleaseLock release -> Stream.of(release.claimCommit());
                  case Step.GiveBack back -> back.claimCommit().stream();
                  default -> Stream.<String>of();
                })
        .findFirst();
  }
}
