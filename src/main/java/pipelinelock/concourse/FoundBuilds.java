package pipelinelock.concourse;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipelinelock.pipeline.Build;

/** Builds merged from several lists that were read at slightly different moments. */
final class FoundBuilds {
  private final TreeMap<Long, Build> builds = new TreeMap<>(Collections.reverseOrder());

  void add(Build build) {
    builds.merge(build.id(), build, FoundBuilds::newer);
  }

  void addAll(Collection<Build> all) {
    all.forEach(this::add);
  }

  boolean has(long id) {
    return builds.containsKey(id);
  }

  List<Build> newestFirst() {
    return List.copyOf(builds.values());
  }

  List<Build> open() {
    return builds.values().stream().filter(Build::isOpen).toList();
  }

  /**
   * When each pending build was there at the latest: ids are given in order, so a build with a
   * later id that has started proves it.
   */
  Map<Long, Instant> createdBefore() {
    var latest = new HashMap<Long, Instant>();
    Optional<Instant> first = Optional.empty();
    for (var build : builds.values()) {
      if (build.status() == Build.Status.PENDING) {
        first.ifPresent(then -> latest.put(build.id(), then));
      }
      var start = build.startedAt();
      first =
          first.isPresent() && start.isPresent() ? earlier(first, start) : first.or(() -> start);
    }
    return latest;
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.orElseThrow().isBefore(other.orElseThrow()) ? one : other;
  }

  /** A build never goes back from ended to started to pending; of two alike the second counts. */
  private static Build newer(Build first, Build second) {
    return rank(first) > rank(second) ? first : second;
  }

  private static int rank(Build build) {
    return switch (build.status()) {
      case PENDING -> 0;
      case STARTED -> 1;
      case SUCCEEDED, FAILED, ERRORED, ABORTED -> 2;
    };
  }
}
