package pipelinelock.concourse;

import java.util.Arrays;
import java.util.List;
import okhttp3.HttpUrl;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.pipeline.Build;

/**
 * Lists of builds, and how far they were read. Concourse orders them by {@code COALESCE(rerun_of,
 * id)}, newest first, so a rerun of an old build is listed next to its original, far down; but
 * {@code from} filters by the builds' own ids and reverses the order ({@code
 * atc/db/build_factory.go}). So a page that starts from the last build of the newest page begins
 * with exactly the reruns of older builds made since.
 */
final class BuildLists {
  /** How many builds a page has. */
  static final int PAGE = 100;

  /** For what should be short, and has to be read to its end. */
  private static final int LONG_PAGE = 500;

  private final Session session;

  BuildLists(Session session) {
    this.session = session;
  }

  /**
   * The newest builds of a list.
   *
   * @param last the place of the last in the order of the list: all of a higher one are there; 0
   *     where these are all builds that there are
   */
  record Newest(List<Build> builds, long last) {
    Newest {
      builds = List.copyOf(builds);
    }

    boolean isWhole() {
      return last == 0;
    }
  }

  Newest newest(String what, HttpUrl list) {
    var page = read(what, list.newBuilder(), PAGE);
    return new Newest(builds(page), page.length < PAGE ? 0 : page[page.length - 1].place());
  }

  /** The reruns that were made since the newest page's last build, of builds before it. */
  List<Build> reruns(String what, HttpUrl list, Newest newest) {
    return from(what, list, newest.last(), newest.last());
  }

  /**
   * Every build with this id or a later one whose place in the list is not beyond the given one,
   * and maybe others.
   */
  List<Build> from(String what, HttpUrl list, long id, long upTo) {
    var from = list.newBuilder().addQueryParameter("from", Long.toString(id));
    var page = read(what, from, PAGE);
    if (isToEnd(page, PAGE, upTo)) {
      return builds(page);
    }
    var longer = list.newBuilder().addQueryParameter("from", Long.toString(id));
    page = read(what, longer, LONG_PAGE);
    if (isToEnd(page, LONG_PAGE, upTo)) {
      return builds(page);
    }
    throw new RemoteFailure(
        RemoteFailure.Kind.GARBAGE,
        "Concourse has more than %d builds to list while %s".formatted(LONG_PAGE, what));
  }

  /** A page of the newest builds, without more. */
  List<Build> page(String what, HttpUrl list, int limit) {
    return session
        .find(what, limited(list.newBuilder(), limit), BuildJson[].class)
        .map(BuildLists::builds)
        .orElse(List.of()); // what was listed a moment ago went away since
  }

  private static boolean isToEnd(BuildJson[] page, int limit, long upTo) {
    return page.length < limit || Arrays.stream(page).anyMatch(build -> build.place() > upTo);
  }

  private BuildJson[] read(String what, HttpUrl.Builder list, int limit) {
    return session.get(what, limited(list, limit), BuildJson[].class);
  }

  private static HttpUrl limited(HttpUrl.Builder url, int limit) {
    return url.addQueryParameter("limit", Integer.toString(limit)).build();
  }

  /** Without check builds. */
  private static List<Build> builds(BuildJson[] builds) {
    return Arrays.stream(builds).flatMap(build -> build.toBuild().stream()).toList();
  }
}
