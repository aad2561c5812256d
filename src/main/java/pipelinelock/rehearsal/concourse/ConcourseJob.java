package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pipelinelock.rehearsal.http.Json;

/**
 * A job of the simulated pipeline with its builds, newest first; guarded by the Concourse's
 * monitor.
 */
final class ConcourseJob {
  private final int id;
  private final String name;
  private final List<ConcourseBuild> builds = new ArrayList<>();
  private Optional<Pause> pause = Optional.empty();

  private record Pause(String by, Instant at) {}

  ConcourseJob(int id, String name) {
    this.id = id;
    this.name = name;
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean isPaused() {
    return pause.isPresent();
  }

  void pause(String by, Instant at) {
    pause = pause.or(() -> Optional.of(new Pause(by, at)));
  }

  void unpause() {
    pause = Optional.empty();
  }

  void add(ConcourseBuild build) {
    builds.addFirst(build);
  }

  List<ConcourseBuild> builds() {
    return builds;
  }

  Optional<ConcourseBuild> build(String number) {
    return builds.stream().filter(build -> build.number().equals(number)).findFirst();
  }

  int nextNumber() {
    return builds.isEmpty() ? 1 : Integer.parseInt(builds.getFirst().number()) + 1;
  }

  /**
   * The full form: {@code next_build} and {@code finished_build} are always there, null when there
   * is none.
   */
  ObjectNode json() {
    var json = head();
    json.set("next_build", next().map(ConcourseBuild::json).orElse(null));
    json.set("finished_build", finished().map(ConcourseBuild::json).orElse(null));
    return json;
  }

  /** The slim form of a list of jobs, without what is absent. */
  ObjectNode summary() {
    var json = head();
    finished().ifPresent(build -> json.set("finished_build", build.summary()));
    next().ifPresent(build -> json.set("next_build", build.summary()));
    transition().ifPresent(build -> json.set("transition_build", build.summary()));
    json.set("inputs", Json.array(List.of(Json.object("name", "paas-cf", "resource", "paas-cf"))));
    return json;
  }

  private ObjectNode head() {
    var json =
        Json.object(
            "id",
            id,
            "name",
            name,
            "team_name",
            "main",
            "pipeline_id",
            2,
            "pipeline_name",
            "create-cloudfoundry",
            "groups",
            List.of("deploy"));
    pause.ifPresent(
        paused ->
            json.put("paused", true)
                .put("paused_by", paused.by)
                .put("paused_at", paused.at.getEpochSecond()));
    return json;
  }

  private Optional<ConcourseBuild> next() {
    return builds.stream()
        .filter(build -> !build.isOver())
        .min(Comparator.comparingInt(ConcourseBuild::id));
  }

  /** The build with which the job last turned from good to bad, or back. */
  private Optional<ConcourseBuild> transition() {
    var over = builds.stream().filter(ConcourseBuild::isOver).toList();
    return IntStream.range(0, over.size())
        .filter(
            it ->
                it + 1 == over.size()
                    || over.get(it).isSuccessful() != over.get(it + 1).isSuccessful())
        .mapToObj(over::get)
        .findFirst();
  }

  /** The newest build that has ended. */
  Optional<ConcourseBuild> finished() {
    return builds.stream().filter(ConcourseBuild::isOver).findFirst();
  }
}
