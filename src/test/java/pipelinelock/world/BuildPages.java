package pipelinelock.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists of builds as Concourse pages them ({@code atc/db/build_factory.go}): ordered by {@code
 * COALESCE(rerun_of, id)}, so that a rerun is next to its original, and yet cut by the builds' own
 * ids.
 */
final class BuildPages {
  private static final Comparator<BuildFact> OLDEST_FIRST =
      Comparator.comparingLong(BuildFact::place).thenComparingLong(BuildFact::id);
  private static final int LIMIT = 100;

  private final List<BuildFact> oldestFirst;
  private final List<BuildFact> newestFirst;
  private final int limit;
  private final Optional<Long> from;
  private final Optional<Long> to;

  BuildPages(List<BuildFact> builds, Ask ask) {
    oldestFirst = builds.stream().sorted(OLDEST_FIRST).toList();
    newestFirst = oldestFirst.reversed();
    limit = number(ask, "limit").filter(it -> it > 0).map(Math::toIntExact).orElse(LIMIT);
    from = number(ask, "from");
    to = number(ask, "to");
  }

  /**
   * One page.
   *
   * @param links the values of the {@code Link} headers, as {@code to=40&limit=100>; rel="next"}
   */
  record Page(List<BuildFact> builds, List<String> links) {}

  Page page() {
    List<BuildFact> page = builds();
    if (page.isEmpty()) {
      return new Page(page, List.of());
    }
    var links = new ArrayList<String>();
    first(oldestFirst, it -> it.id() > page.getFirst().id())
        .ifPresent(it -> links.add(link("from", it, "previous")));
    first(newestFirst, it -> it.id() < page.getLast().id())
        .ifPresent(it -> links.add(link("to", it, "next")));
    return new Page(page, links);
  }

  /** The newest in the order of the lists, whatever was asked for. */
  static Optional<BuildFact> newest(List<BuildFact> builds, Predicate<BuildFact> which) {
    return builds.stream().filter(which).max(OLDEST_FIRST);
  }

  private List<BuildFact> builds() {
    if (from.isPresent()) {
      var upwards =
          new ArrayList<>(
              oldestFirst.stream()
                  .filter(it -> it.id() >= from.get() && it.id() <= to.orElse(Long.MAX_VALUE))
                  .limit(limit)
                  .toList());
      if (to.isEmpty()) {
        Collections.reverse(upwards);
      }
      return upwards;
    }
    return newestFirst.stream()
        .filter(it -> it.id() <= to.orElse(Long.MAX_VALUE))
        .limit(limit)
        .toList();
  }

  private String link(String bound, BuildFact build, String relation) {
    return "%s=%d&limit=%d>; rel=\"%s\"".formatted(bound, build.id(), limit, relation);
  }

  private static Optional<BuildFact> first(List<BuildFact> in, Predicate<BuildFact> which) {
    return in.stream().filter(which).findFirst();
  }

  private static Optional<Long> number(Ask ask, String name) {
    return ask.parameter(name).filter(it -> it.matches("\\d{1,18}")).map(Long::valueOf);
  }
}
