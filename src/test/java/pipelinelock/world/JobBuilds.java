package pipelinelock.world;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of a job's builds its summary shows. */
final class JobBuilds {
  private final List<BuildFact> builds;

  JobBuilds(List<BuildFact> builds) {
    this.builds = builds;
  }

  /** The latest completed one in the order of the lists: a rerun of an old build is none. */
  Optional<BuildFact> finished() {
    return BuildPages.newest(builds, it -> !it.isOpen());
  }

  /**
   * The lowest id among the open builds that are no reruns, or reruns of the latest completed one
   * ({@code atc/db/build.go}).
   */
  Optional<BuildFact> next() {
    var latest = finished();
    return builds.stream()
        .filter(BuildFact::isOpen)
        .filter(
            it ->
                it.rerunOf().isEmpty()
                    || latest.filter(done -> done.place() == it.place()).isPresent())
        .min(Comparator.comparingLong(BuildFact::id));
  }

  /** The first build of the newest row of builds that ended alike. */
  Optional<BuildFact> transition() {
    return finished()
        .flatMap(
            last -> {
              var other =
                  BuildPages.newest(
                      builds, it -> !it.isOpen() && !it.status().equals(last.status()));
              return builds.stream()
                  .filter(it -> !it.isOpen() && it.status().equals(last.status()))
                  .filter(it -> it.id() > other.map(BuildFact::id).orElse(0L))
                  .min(Comparator.comparingLong(BuildFact::id));
            });
  }
}
