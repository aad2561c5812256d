package pipelinelock.world;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.Environment;
import pipelinelock.environment.Thresholds;
import pipelinelock.git.GitLockConfig;
import pipelinelock.git.GitLockPool;
import pipelinelock.git.LockRemotes;
import pipelinelock.world.DirectorFacts.InstanceFact;

/**
 * The bot in front of a recorded moment: what was recorded is answered word for word, what can be
 * derived from it as Concourse would, and all else with 404.
 */
final class Replay {
  private static final List<String> PATH_JOBS = List.of("cf-deploy", "smoke-tests", "tag-release");

  /** As they were set when the moments were recorded. */
  private static final Thresholds THRESHOLDS =
      new Thresholds(
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final Recording recording;
  private final ConcourseFacts facts;
  private final Instant at;
  private final Path folder;
  private final Queue<String> unanswered = Remotes.notes();

  /**
   * @param at when the recording was made to be
   * @param folder for the pool's repository and the bot's copy of it
   */
  Replay(Recording recording, Instant at, Path folder) {
    this.recording = recording;
    this.facts = RecordedFacts.of(recording);
    this.at = at;
    this.folder = folder;
  }

  /** What was asked and is not in the recording. */
  Queue<String> unanswered() {
    return unanswered;
  }

  /** Both looks, the second of them a minute later at the same moment. */
  List<Diagnosis> looks() {
    var clock = new AtomicReference<>(at);
    var written = PoolCommits.onDisk(folder.resolve("pool.git"), recording.commits());
    if (!recording.names(written.ids())) {
      throw new IllegalStateException("the answers name other commits than the pool has");
    }
    Remotes remotes = this::answer;
    var http = InProcess.client(remotes.noting(unanswered));
    var remote = LockRemotes.of(URI.create("file://" + folder.resolve("pool.git")), "main");
    var pool =
        new GitLockPool(
            new GitLockConfig(remote, Setting.PIPELINE, Setting.LOCK, folder.resolve("copy")));
    try (var repository = written.repository();
        var eyes =
            new Eyes(
                environment(),
                pool,
                http,
                URI.create(facts.externalUrl()),
                URI.create("http://127.0.0.1:25555"),
                clock::get)) {
      repository.incrementOpen();
      var first = eyes.look(Optional.empty(), Map.of());
      clock.set(at.plusSeconds(61));
      var pendingSince = pending();
      return List.of(first, eyes.look(Optional.of(first.look()), pendingSince));
    }
  }

  private Map<Long, Instant> pending() {
    return facts.builds().stream()
        .filter(it -> it.status().equals("pending"))
        .collect(Collectors.toMap(BuildFact::id, _ -> at));
  }

  private static Environment environment() {
    return Setting.with(PATH_JOBS, THRESHOLDS);
  }

  private Told answer(Ask ask) {
    if (!Remotes.isConcourse(ask)) {
      return new DirectorAnswers(director(), at).answer(ask);
    }
    var told = recording.answer(key(ask));
    if (told.isPresent()) {
      return told.get().path("status").asInt() == 200
          ? Told.json(told.get().path("body"))
          : Told.nothing(told.get().path("status").asInt());
    }
    if (ask.path().getLast().equals("events")) {
      return recording.stream(Long.parseLong(ask.path().get(3)))
          .map(it -> new Told(200, EventStream.headers(), it, true))
          .orElse(Told.nothing(404));
    }
    return new ConcourseAnswers(facts).answer(ask);
  }

  private static String key(Ask ask) {
    var query =
        new TreeMap<>(ask.query())
            .entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("&"));
    return "/" + String.join("/", ask.path()) + (query.isEmpty() ? "" : "?" + query);
  }

  /** Nobody recorded a Director: it shows a VM for each worker, and all well. */
  private DirectorFacts director() {
    var instances = new ArrayList<InstanceFact>();
    for (var worker : facts.workers()) {
      boolean web = worker.tags().contains("colocated-with-web");
      instances.add(Usual.instance(web ? "concourse" : "concourse-worker", worker.name(), at));
    }
    if (instances.stream().noneMatch(it -> it.group().equals("concourse"))) {
      instances.add(Usual.instance("concourse", Usual.WEB, at));
    }
    return new DirectorFacts(
        "concourse", List.of(), List.of(), instances, "done", Optional.empty());
  }
}
