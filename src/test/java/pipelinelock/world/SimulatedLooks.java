package pipelinelock.world;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Look;
import pipelinelock.environment.Environment;

/**
 * Looks at one world again and again as it moves on, without a socket, and remembers between the
 * looks what the watcher does: the look before, and when a pending build was first seen. The bot's
 * clock is right.
 */
public final class SimulatedLooks implements AutoCloseable {
  private final AtomicReference<WorldFacts> world;
  private final Map<Long, Instant> pendingSince = new HashMap<>();
  private final Eyes eyes;
  private Optional<Look> before = Optional.empty();

  public SimulatedLooks(Environment environment, WorldFacts first) {
    world = new AtomicReference<>(first);
    var pipeline = environment.pipeline();
    eyes =
        new Eyes(
            environment,
            () -> PoolCommits.read(now().commits(), pipeline.name(), Setting.LOCK),
            InProcess.client(Remotes.of(this::now)),
            URI.create(first.concourse().externalUrl()),
            URI.create("http://127.0.0.1:25555"),
            () -> now().at());
  }

  /** Looks at what the world has become. */
  public Diagnosis look(WorldFacts next) {
    world.set(next);
    var diagnosis = eyes.look(before, pendingSince);
    next.concourse().builds().stream()
        .filter(it -> it.status().equals("pending"))
        .forEach(it -> pendingSince.putIfAbsent(it.id(), next.at()));
    before = Optional.of(diagnosis.look());
    return diagnosis;
  }

  private WorldFacts now() {
    return world.get();
  }

  @Override
  public void close() {
    eyes.close();
  }
}
