package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.pipeline.BuildActivity.Life;
import pipelinelock.pipeline.BuildActivity.Purpose;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.BuildActivity.Step;

/** The state that the events of one step add up to, its image's events included. */
final class StepStory {
  private static final String WAITING = "waiting for lock";

  /** What pool-resource prints first ({@code out/lock_pool.go}). */
  private static final String CLAIMING = "claiming lock on";

  private static final String ACQUIRING = "acquiring lock on";
  private static final String RELEASING = "releasing lock";
  private static final int LONGEST = 40;

  private final PlanSteps.Step step;
  private Purpose purpose;
  private PutPhase phase = PutPhase.NONE;
  private Optional<Instant> lastEvent = Optional.empty();

  /** Those before the life that it has now. */
  private final List<Life> lives = new ArrayList<>();

  private Optional<Instant> waitsSince = Optional.empty();
  private Optional<String> worker = Optional.empty();

  /** The end of what it printed: Concourse may cut a line into several events. */
  private String printed = "";

  StepStory(PlanSteps.Step step) {
    this.step = step;
    this.purpose = step.pool() ? Purpose.UNTOLD : Purpose.NONE;
  }

  Step soFar() {
    var all = new ArrayList<>(lives);
    all.add(new Life(waitsSince, lastEvent));
    return new Step(step.id(), step.kind(), step.name(), purpose, phase, lastEvent, worker, all);
  }

  void add(String type, JsonNode data, boolean image, Optional<Instant> time) {
    if (!image && isBeginning(type) && phase != PutPhase.NONE) {
      lives.add(new Life(waitsSince, lastEvent));
      waitsSince = Optional.empty();
    }
    lastEvent = BuildStory.newer(lastEvent, time);
    if (type.equals("selected-worker")) {
      var name = data.path("selected_worker").asText();
      worker = Optional.of(name).filter(it -> !it.isEmpty());
    }
    phase = image ? afterImage(type) : after(type, data);
    if (phase == PutPhase.WAITING && waitsSince.isEmpty()) {
      waitsSince = time;
    }
  }

  private static boolean isBeginning(String type) {
    return switch (type) {
      case "initialize-put", "initialize-get", "initialize-task" -> true;
      default -> false;
    };
  }

  private PutPhase afterImage(String type) {
    if (type.equals("error")) {
      return PutPhase.ERRORED;
    }
    return phase == PutPhase.NONE ? PutPhase.IMAGE : phase;
  }

  private PutPhase after(String type, JsonNode data) {
    if (isBeginning(type)) {
      return begun();
    }
    return switch (type) {
      case "error" -> PutPhase.ERRORED;
      case "selected-worker" -> PutPhase.CONTAINER;
      case "log" -> printed(data);
      case "start-put", "start-get", "start-task" -> PutPhase.STARTED;
      case "finish-put", "finish-get", "finish-task" ->
          data.path("exit_status").asInt(-1) == 0 ? PutPhase.DONE : PutPhase.FAILED;
      default -> phase == PutPhase.NONE ? PutPhase.IMAGE : phase;
    };
  }

  /** A step that begins again has lost what it had. */
  private PutPhase begun() {
    worker = Optional.empty();
    printed = "";
    return PutPhase.IMAGE;
  }

  private PutPhase printed(JsonNode data) {
    if (!step.pool() || (phase != PutPhase.STARTED && phase != PutPhase.WAITING)) {
      return phase;
    }
    var text = printed + data.path("payload").asText();
    printed = text.substring(Math.max(0, text.length() - LONGEST));
    purpose = purpose(text);
    return phase == PutPhase.WAITING || text.contains(WAITING)
        ? PutPhase.WAITING
        : PutPhase.STARTED;
  }

  private Purpose purpose(String text) {
    if (text.contains(CLAIMING) || text.contains(ACQUIRING) || text.contains(WAITING)) {
      return Purpose.CLAIM;
    }
    return text.contains(RELEASING) ? Purpose.RELEASE : purpose;
  }
}
