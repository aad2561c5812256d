package pipelinelock.runbook.restart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.plan.Step;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.step.Next;
import pipelinelock.runbook.step.StepContext;

/**
 * What a step's intent says about a build, so that another process can find the build again:
 * Concourse does not let a started build carry a label.
 */
final class BuildLabel {
  private static final Pattern AFTER = Pattern.compile("after-build-(\\d{1,18})-[0-9a-f]{8}");
  private static final Pattern OF = Pattern.compile("build-(\\d{1,18})");

  private BuildLabel() {}

  /** Of a build that does not exist yet; no two are alike, so that a process knows its own. */
  static String after(long newest) {
    return "after-build-%d-%s".formatted(newest, UUID.randomUUID().toString().substring(0, 8));
  }

  static String of(long build) {
    return "build-" + build;
  }

  /** The newest build that there was before. */
  static OptionalLong newestBefore(String label) {
    return number(AFTER, label);
  }

  /** The build that is followed. */
  static OptionalLong build(String label) {
    return number(OF, label);
  }

  /**
   * The end of a step. If the next one follows its build, that is on record together with it; but
   * not in a plan that is to stop between the two, where nothing may begin any more.
   *
   * @param build empty where there is none to be followed
   */
  static Next ended(
      StepContext context,
      StepOutcome outcome,
      String note,
      Optional<Build> build,
      Class<? extends Step> follow) {
    var events = new ArrayList<IncidentEvent>();
    events.add(new StepEnded(context.index(), outcome, note));
    int next = context.index() + 1;
    boolean followed =
        next < context.incident().steps().size()
            && follow.isInstance(context.incident().step(next))
            && context.incident().cancelledBy().isEmpty();
    build.filter(_ -> followed).ifPresent(it -> events.add(new StepIntended(next, of(it.id()))));
    return new Next(List.copyOf(events), Duration.ZERO);
  }

  private static OptionalLong number(Pattern form, String label) {
    var found = form.matcher(label);
    return found.matches() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }
}
