package pipelinelock.concourse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import pipelinelock.concourse.Wire.JobJson;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Container;

/**
 * Finds every open build of a scope. No single list of Concourse has them all, so it combines
 * three:
 *
 * <ul>
 *   <li>the page of the newest builds, and the reruns of older builds made since: everything
 *       younger than the last build of that page;
 *   <li>each job's {@code next_build}, its oldest open build that is no rerun; if that is older
 *       than the page, the job's builds from there on: all older builds that are no reruns;
 *   <li>the teams' containers, each with its {@code build_id}: what remains are older reruns and
 *       one-off builds, and a running build has containers.
 * </ul>
 *
 * <p>If one of them cannot be read to its end, there is no answer.
 */
final class OpenBuilds {
  /** Kept containers of ended builds are few: one build a job. */
  private static final int MOST_LOOKUPS = 200;

  private static final String CHECK = "check";

  private final Session session;
  private final BuildLists lists;
  private final Supplier<List<Container>> containers;

  OpenBuilds(Session session, Supplier<List<Container>> containers) {
    this.session = session;
    this.lists = new BuildLists(session);
    this.containers = containers;
  }

  /**
   * Where to look.
   *
   * @param text completes "reading the builds of …"
   * @param containers those of builds of this place, and maybe more
   */
  record Place(String text, HttpUrl builds, HttpUrl jobs, Predicate<Container> containers) {}

  Sweep in(Place place) {
    return new Sweep(place);
  }

  /** One look at a place; the answers to the first questions are there before the rest is asked. */
  final class Sweep {
    private final Place place;
    private final String what;
    private final Supplier<BuildLists.Newest> page;
    private final Supplier<JobJson[]> jobs;
    private final Supplier<List<Container>> shown;

    private Sweep(Place place) {
      this.place = place;
      this.what = "reading the builds of " + place.text();
      this.page = Parallel.start(() -> lists.newest(what, place.builds()));
      this.jobs = Parallel.start(() -> readJobs());
      this.shown = Parallel.start(containers);
    }

    List<JobJson> jobs() {
      return List.of(jobs.get());
    }

    /** The first round of answers: the newest page, and the last and next build of each job. */
    FoundBuilds first() {
      var found = new FoundBuilds();
      jobs().stream().flatMap(job -> job.finished().stream()).forEach(found::add);
      jobs().stream().flatMap(job -> job.next().stream()).forEach(found::add);
      found.addAll(page.get().builds());
      return found;
    }

    /** What else has to be asked, so that no open build is missed. */
    List<Supplier<List<Build>>> rest(FoundBuilds first) {
      var newest = page.get();
      if (newest.isWhole()) {
        return List.of();
      }
      var questions = new ArrayList<Supplier<List<Build>>>();
      questions.add(() -> lists.reruns(what, place.builds(), newest));
      jobs().stream()
          .flatMap(job -> job.next().stream())
          .filter(next -> next.id() < newest.last())
          .forEach(next -> questions.add(() -> ofItsJob(next, newest.last())));
      unknown(first).forEach(id -> questions.add(() -> find(id).stream().toList()));
      return questions;
    }

    /** All open builds of the place. */
    FoundBuilds all() {
      var found = first();
      Parallel.map(rest(found), Supplier::get).forEach(found::addAll);
      return found;
    }

    private JobJson[] readJobs() {
      return session.get("reading the jobs of " + place.text(), place.jobs(), JobJson[].class);
    }

    private List<Build> ofItsJob(Build next, long upTo) {
      var ref = next.ref();
      return lists.from("reading the builds of " + ref.job(), session.builds(ref), next.id(), upTo);
    }

    private Set<Long> unknown(FoundBuilds found) {
      var ids =
          shown.get().stream()
              .filter(it -> it.isKept() && !it.type().equals(CHECK))
              .filter(place.containers())
              .flatMap(it -> it.buildId().stream())
              .filter(id -> !found.has(id))
              .collect(Collectors.toSet());
      if (ids.size() > MOST_LOOKUPS) {
        throw new RemoteFailure(
            RemoteFailure.Kind.GARBAGE,
            "Concourse has containers of %d builds that it does not list, too many to ask for each"
                .formatted(ids.size()));
      }
      return ids;
    }
  }

  private Optional<Build> find(long id) {
    return session
        .find(
            "looking for build " + id,
            session.at("builds", Long.toString(id)).build(),
            BuildJson.class)
        .flatMap(BuildJson::toBuild);
  }
}
