package pipelinelock.world.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.world.Ask;
import pipelinelock.world.CommitFact;
import pipelinelock.world.Remotes;
import pipelinelock.world.Setting;
import pipelinelock.world.Told;

/** Six ways in which a judge may be broken: the search has to find each of them. */
enum Sabotages implements Sabotage {
  /** A build without a job is no build. */
  ONE_OFF_BUILDS_ARE_IGNORED(30) {
    @Override
    Told told(Ask ask, Told told) {
      return switch (ask.path().getLast()) {
        case "builds", "containers" ->
            kept(told, it -> it.has("job_name") || it.path("build_name").asText().equals("check"));
        case "workers" -> nobodyElse(told);
        default -> told;
      };
    }
  },
  /** The first page of a list is all of it, and nobody looks elsewhere. */
  A_PAGE_IS_ALL(150) {
    @Override
    Told told(Ask ask, Told told) {
      boolean later = ask.parameter("to").isPresent() || ask.parameter("from").isPresent();
      return switch (ask.path().getLast()) {
        case "builds" -> later ? list(told, List.of()) : without(told, "Link");
        case "containers" -> list(told, List.of());
        case "workers" -> nobodyElse(told);
        default -> told;
      };
    }
  },
  /** Whoever holds the lock is taken for our pipeline. */
  ANY_HOLDER_IS_OURS(10) {
    @Override
    public List<CommitFact> commits(List<CommitFact> commits) {
      return commits.stream().map(Sabotages::ours).toList();
    }
  },
  /** A claim that prints nothing hangs, though it waits behind a holder. */
  SILENCE_IS_A_HANG(95) {
    @Override
    public Diagnosis judged(Diagnosis diagnosis) {
      return silentClaim(diagnosis)
          .map(build -> with(diagnosis, new Cure.Abort(build, "")))
          .orElse(diagnosis);
    }
  },
  /** What a build left behind when it ended is not looked at. */
  CONTAINERS_OF_ENDED_BUILDS_ARE_IGNORED(420) {
    @Override
    Told told(Ask ask, Told told) {
      return ask.path().getLast().equals("containers")
          ? list(told, List.of())
          : ask.path().getLast().equals("workers") ? nobodyElse(told) : told;
    }
  },
  /** What could not be read is empty, and what was not found is gone. */
  UNREAD_IS_EMPTY(1_700) {
    @Override
    Told told(Ask ask, Told told) {
      if (told.status() < 400 || !ask.path().getFirst().equals("api")) {
        return told;
      }
      return switch (ask.path().getLast()) {
        case "builds", "jobs", "containers", "workers", "pipelines" -> json("[]");
        case "user" -> json("{\"user_name\":\"bot\",\"teams\":{\"main\":[\"pipeline-operator\"]}}");
        case Setting.PIPELINE -> json("{\"name\":\"create-cloudfoundry\",\"paused\":false}");
        case "events" ->
            new Told(
                200,
                Map.of("Content-Type", List.of("text/event-stream")),
                "id: 0\nevent: end\ndata\n\n",
                true);
        default -> new Told(404, Map.of(), "", false);
      };
    }
  };

  /** A seed from which on a world that shows it is near. */
  final long startsAt;

  Sabotages(long startsAt) {
    this.startsAt = startsAt;
  }

  private static Told json(String body) {
    return new Told(200, Map.of("Content-Type", List.of("application/json")), body, false);
  }

  private static final Pattern HOLDER =
      Pattern.compile(
          "(?s)(?:\\S+/pipeline-lock build (\\d+) claiming: lock.*"
              + "|claiming: lock\\nBuild URL: \\S+/builds/(\\d+).*)");

  @Override
  public Remotes remotes(Remotes remotes) {
    return ask -> told(ask, remotes.answer(ask));
  }

  /** The answer as this judge takes it. */
  Told told(Ask ask, Told told) {
    return told;
  }

  private static Told kept(Told told, Predicate<JsonNode> which) {
    if (told.status() != 200) {
      return told;
    }
    var all = SimJson.read(told.body());
    return all.isArray() ? list(told, all.valueStream().filter(which).toList()) : told;
  }

  private static Told list(Told told, List<JsonNode> of) {
    var body = JsonNodeFactory.instance.arrayNode();
    of.forEach(body::add);
    return told.status() == 200
        ? new Told(200, told.headers(), body.toString(), told.open())
        : told;
  }

  private static Told without(Told told, String header) {
    var rest = new TreeMap<>(told.headers());
    rest.remove(header);
    return new Told(told.status(), rest, told.body(), told.open());
  }

  /** Workers on which nobody does anything. */
  private static Told nobodyElse(Told told) {
    return new Told(
        told.status(),
        told.headers(),
        told.body().replaceAll("\"active_containers\":\\d+", "\"active_containers\":0"),
        told.open());
  }

  private static CommitFact ours(CommitFact commit) {
    return new CommitFact(
        commit.at(),
        commit.author(),
        HOLDER
            .matcher(commit.message())
            .replaceFirst("main/create-cloudfoundry/pipeline-lock build $1$2 claiming: lock"),
        commit.writes(),
        commit.removes());
  }

  private static Optional<Build> silentClaim(Diagnosis diagnosis) {
    var evidence = diagnosis.evidence();
    boolean held =
        evidence.lock().value().filter(l -> l.place() == PoolLock.Place.CLAIMED).isPresent();
    return evidence.pipeline().value().stream()
        .flatMap(state -> state.open("pipeline-lock").stream())
        .filter(build -> held && build.status() == Build.Status.STARTED)
        .filter(
            build ->
                evidence
                    .lastSign(build)
                    .filter(sign -> sign.isBefore(evidence.at().minusSeconds(600)))
                    .isPresent())
        .findFirst();
  }

  private static Diagnosis with(Diagnosis it, Cure first) {
    var cures = new ArrayList<Cure>(List.of(first));
    cures.addAll(it.cures());
    return new Diagnosis(
        it.verdict(),
        it.confirmed(),
        it.lookAgainAt(),
        it.headline(),
        it.reason(),
        it.rival(),
        cures,
        it.warnings(),
        it.fingerprint(),
        it.evidence());
  }
}
