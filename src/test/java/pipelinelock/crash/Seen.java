package pipelinelock.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;

/**
 * What the world has seen of the bots. It is taken before the record is read: other bots go on
 * meanwhile, and what was done must be on record already.
 *
 * @param parts of the thread, in order
 * @param contexts of the requests to recreate that were sent
 * @param recreates how often each VM was recreated
 * @param starts how often the deployment was started
 */
record Seen(
    List<String> parts,
    Set<String> contexts,
    Map<String, Integer> recreates,
    long starts,
    boolean paused) {
  static Seen of(SimulatedWorld world) {
    return new Seen(
        ShownThread.of(world.slack()).parts(),
        world.director().requests().stream()
            .filter(request -> request.method().equals("PUT"))
            .map(request -> request.headers().getOrDefault("x-bosh-context-id", "none"))
            .collect(Collectors.toCollection(TreeSet::new)),
        Stream.of(SimulatedDirector.WORKER, SimulatedDirector.WEB)
            .collect(Collectors.toMap(vm -> vm, world.director()::recreatesSeen)),
        starts(world),
        ConcourseScene.of(world.concourse()).isPaused("pipeline-lock"));
  }

  static long starts(SimulatedWorld world) {
    return world.concourse().requests().stream()
        .filter(request -> request.line().matches("POST .*/jobs/pipeline-lock/builds"))
        .count();
  }

  boolean acted() {
    return paused || recreates.values().stream().anyMatch(times -> times > 0);
  }
}
