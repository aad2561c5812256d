package pipelinelock.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.Recording.Line;

/**
 * The log of {@code bosh recreate --no-converge GROUP/ID}: four steps of one instance, and no look
 * at any other.
 */
final class AloneScore {
  private static final Duration AGENT_PATIENCE = Duration.ofSeconds(45);

  private final DirectorInstances instances;
  private final RecreateOrder order;

  AloneScore(DirectorInstances instances, RecreateOrder order) {
    this.instances = instances;
    this.order = order;
  }

  Score score() {
    String name = instances.name(order.target());
    if (instances.isIgnored(order.target())) {
      var ignored = Recording.named("ignored-target-no-converge");
      String message = ignored.error().path("message").asText();
      return new Composition(ignored.begin())
          .fails(
              Duration.ZERO,
              ignored.error().path("code").asInt(),
              message.replace(ConvergeScore.RECORDED_WORKER, name));
    }
    var recording = Recording.named(order.skipDrain() ? "no-converge-skip-drain" : "no-converge");
    if (instances.isUnresponsive(order.target()) && !order.fix()) {
      return silent(recording);
    }
    return composition(recording, recording.lines()).done(name);
  }

  /**
   * Not seen on a real Director: the first step is taken to fail as a converge's first step does.
   */
  private Score silent(Recording recording) {
    var silence = Recording.named("unresponsive-neighbour");
    return composition(recording, recording.lines().subList(0, 1))
        .fails(
            AGENT_PATIENCE,
            silence.error().path("code").asInt(),
            ConvergeScore.silence(silence, instances, order.target()));
  }

  private Composition composition(Recording recording, List<Line> lines) {
    var touch = new Touch(order.target(), Treatment.RECREATE, !order.skipDrain());
    String stage = Recording.UPDATING + " " + instances.title(order.target());
    return new Composition(recording.begin())
        .add(
            lines.stream().map(Line::copy).toList(),
            Optional.of(touch),
            event -> event.put("stage", stage));
  }
}
