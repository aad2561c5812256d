package pipelinelock.rehearsal.bosh.recreate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.log.Composition;
import pipelinelock.rehearsal.bosh.log.Recording;
import pipelinelock.rehearsal.bosh.log.Recording.Line;
import pipelinelock.rehearsal.bosh.log.Score;
import pipelinelock.rehearsal.bosh.log.Touch;
import pipelinelock.rehearsal.bosh.log.Treatment;

/**
 * The log of {@code bosh recreate --no-converge GROUP/ID}: four steps on one instance, without
 * looking at any other. What was not recorded on a real Director follows its source ({@code
 * jobs/update_instance.rb}, 280.0.0).
 */
public final class AloneScore {
  /** Three times 45 seconds, before anything is logged. */
  private static final Duration AGENT_PATIENCE = Duration.ofSeconds(135);

  private static final Set<String> MAKING = Set.of("Creating VM", "Starting instance");
  private static final String DELETING = "Deleting VM";

  private final DirectorInstances instances;
  private final RecreateOrder order;

  public AloneScore(DirectorInstances instances, RecreateOrder order) {
    this.instances = instances;
    this.order = order;
  }

  public Score score() {
    String target = order.target();
    if (instances.isErrand(target)) {
      return refused(
          90000,
          "Isolated recreate can not be run on instances of type errand. Try the bosh run-errand command.");
    }
    if (instances.isIgnored(target)) {
      return ignored();
    }
    if (instances.isUnresponsive(target)) {
      return order.fix() ? steps().silenced().whole() : silent();
    }
    if (instances.hasVm(target)) {
      return steps().whole();
    }
    return instances.isDetached(target) ? steps().making() : steps().withoutVm();
  }

  private static Score refused(int code, String message) {
    return new Composition(Recording.named("no-converge").begin())
        .fails(Duration.ZERO, code, message);
  }

  private Score ignored() {
    var error = Recording.named("ignored-target-no-converge").error();
    return refused(
        error.path("code").asInt(),
        error
            .path("message")
            .asText()
            .replace(ConvergeScore.RECORDED_WORKER, instances.name(order.target())));
  }

  /** It asks the agent before its first step, so that its log has nothing but the error. */
  private Score silent() {
    var silence = Recording.named("unresponsive-neighbour");
    return new Composition(silence.begin())
        .fails(
            AGENT_PATIENCE,
            silence.error().path("code").asInt(),
            ConvergeScore.silence(silence, instances, order.target()));
  }

  private Steps steps() {
    var recording = Recording.named(order.skipDrain() ? "no-converge-skip-drain" : "no-converge");
    return new Steps(recording.lines(), new Composition(recording.begin()));
  }

  /** The four steps, or those of them that are due. */
  private final class Steps {
    private final List<Line> lines;
    private final Composition composition;

    private Steps(List<Line> lines, Composition composition) {
      this.lines = lines;
      this.composition = composition;
    }

    /** The agent is waited for in vain first. */
    private Steps silenced() {
      composition.silence(AGENT_PATIENCE);
      return this;
    }

    private Score whole() {
      return add(lines, 0).done(instances.name(order.target()));
    }

    /** There is nothing to stop and to delete. */
    private Score making() {
      var made = lines.stream().filter(line -> MAKING.contains(line.text("task"))).toList();
      return add(made, 2).done(instances.name(order.target()));
    }

    /**
     * The Director deletes a VM that it does not have, whatever was asked for: a fault of its own.
     */
    private Score withoutVm() {
      var before =
          lines.stream()
              .takeWhile(line -> !isEndOfDeleting(line))
              .filter(line -> !MAKING.contains(line.text("task")))
              .toList();
      return add(before, 0).fails(100, "undefined method `instance' for nil:NilClass");
    }

    private boolean isEndOfDeleting(Line line) {
      return line.text("task").equals(DELETING) && line.text("state").equals("finished");
    }

    private Composition add(List<Line> due, int left) {
      var touch = new Touch(order.target(), Treatment.RECREATE, !order.skipDrain());
      return composition.add(
          due.stream().map(Line::copy).toList(), Optional.of(touch), event -> becomes(event, left));
    }

    private void becomes(ObjectNode event, int left) {
      event
          .put("stage", Recording.UPDATING + " " + instances.title(order.target()))
          .put("index", event.path("index").asInt() - left);
    }
  }
}
