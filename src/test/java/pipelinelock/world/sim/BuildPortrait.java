package pipelinelock.world.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.world.BuildFact;
import pipelinelock.world.EventFact;
import pipelinelock.world.sim.SimStep.Kind;

/** One build as Concourse shows it. */
final class BuildPortrait {
  private final SimBuild build;
  private final SimConcourse concourse;
  private final Diary diary;

  BuildPortrait(SimBuild build, SimConcourse concourse, Diary diary) {
    this.build = build;
    this.concourse = concourse;
    this.diary = diary;
  }

  BuildFact fact() {
    return new BuildFact(
        build.id,
        build.team,
        Optional.ofNullable(build.pipeline).map(p -> p.id),
        Optional.ofNullable(build.job).map(j -> j.name),
        build.name,
        build.status.name().toLowerCase(Locale.ROOT),
        diary.clock(build.createdAt),
        Optional.of(build.startedAt).filter(at -> at > 0).map(diary::clock),
        Optional.of(build.endedAt).filter(at -> at > 0).map(diary::clock),
        Optional.of(build.by).filter(by -> !by.isEmpty()),
        build.rerunOf.map(of -> of.id),
        build.startedAt == 0 || build.steps.isEmpty() ? Optional.empty() : Optional.of(plan()),
        build.startedAt == 0 ? List.of() : events(),
        build.status == SimBuild.Status.PENDING ? Optional.of(preparation()) : Optional.empty(),
        inputs(),
        outputs(),
        false);
  }

  private List<EventFact> events() {
    var events = new ArrayList<EventFact>();
    events.add(EventFact.status(diary.clock(build.startedAt), "started"));
    build.steps.forEach(step -> events.addAll(diary.of(build, step)));
    if (!build.isOpen()) {
      events.add(
          EventFact.status(
              diary.clock(build.endedAt), build.status.name().toLowerCase(Locale.ROOT)));
    }
    events.sort(Comparator.comparingLong(EventFact::time)); // stable: of one moment as they came
    return events;
  }

  private JsonNode plan() {
    var plan = object();
    plan.put("id", "root");
    var all = plan.putArray("do");
    build.steps.forEach(step -> all.add(wrapped(step)));
    return plan;
  }

  private static JsonNode wrapped(SimStep step) {
    var plain = object();
    plain.put("id", step.planId);
    plain.putObject(Diary.kind(step)).put("name", step.name).put("resource", step.name);
    if (!step.swallowed) {
      return plain;
    }
    ObjectNode tried = object();
    tried.put("id", "try-" + step.planId);
    tried.putObject("try").set("step", plain);
    return tried;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private BuildFact.Preparation preparation() {
    boolean waits = !build.checked;
    return new BuildFact.Preparation(
        SimConcourse.isPipelinePaused(build),
        build.job != null && build.job.paused,
        concourse.isBehind(build),
        waits ? Set.of("paas-cf") : Set.of(),
        waits ? Map.of("paas-cf", "checking for latest available versions") : Map.of());
  }

  private Map<String, Map<String, String>> inputs() {
    boolean got = build.run != null && !build.isOf(SimJob.Kind.LOCK) && build.startedAt != 0;
    return got ? Map.of("pipeline-trigger", number()) : Map.of();
  }

  private Map<String, String> number() {
    return build.run == null ? Map.of() : Map.of("number", build.run.number);
  }

  private Map<String, Map<String, String>> outputs() {
    var outputs = new java.util.HashMap<String, Map<String, String>>();
    for (var step : build.steps) {
      boolean good = step.endedAt != SimStep.NOT_YET && step.exit == 0 && step.error == null;
      if (good && step.kind == Kind.PUT) {
        outputs.put("pipeline-trigger", number());
      } else if (good && step.isPoolStep() && step.pushed != null) {
        outputs.put("pipeline-pool", Map.of("ref", step.pushed));
      }
    }
    return outputs;
  }
}
