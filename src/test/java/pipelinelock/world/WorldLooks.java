package pipelinelock.world;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.git.GitLockConfig;
import pipelinelock.git.GitLockPool;
import pipelinelock.git.LockRemotes;
import pipelinelock.http.Http;

/** Looks twice at the world of a case, with the pool in a real repository on disk. */
final class WorldLooks {
  static final Instant FIRST = Instant.parse("2026-03-10T10:00:00Z");
  private static final Duration APART = Duration.ofSeconds(61);

  private final WorldCase told;
  private final Path folder;
  private final Queue<String> unanswered = Remotes.notes();

  /**
   * @param folder for the repository and the bot's copy of it
   */
  WorldLooks(WorldCase told, Path folder) {
    this.told = told;
    this.folder = folder;
  }

  /** Without a socket. */
  Diagnosis inProcess() {
    var world = new AtomicReference<>(told.at(FIRST, Duration.ZERO));
    var http = InProcess.client(Remotes.of(world::get).noting(unanswered));
    return twice(world, http, URI.create(world.get().concourse().externalUrl()));
  }

  /** Over loopback. */
  Diagnosis overHttp() {
    var world = new AtomicReference<>(told.at(FIRST, Duration.ZERO));
    try (var server = new OverHttp(Remotes.of(world::get).noting(unanswered))) {
      return twice(world, Http.client(), URI.create(server.url()));
    }
  }

  /** What was asked and answered with 404. */
  Queue<String> unanswered() {
    return unanswered;
  }

  private Diagnosis twice(AtomicReference<WorldFacts> world, OkHttpClient http, URI concourse) {
    var bosh =
        concourse.getScheme().equals("http") ? concourse : URI.create("http://127.0.0.1:25555");
    var written = PoolCommits.onDisk(folder.resolve("pool.git"), world.get().commits());
    try (var repository = written.repository();
        var eyes =
            new Eyes(
                told.environment(),
                pool(repository.getDirectory().toPath()),
                http,
                concourse,
                bosh,
                () -> world.get().at().plus(told.botClock()))) {
      var first = eyes.look(Optional.empty(), told.seen(world.get()));
      world.set(told.at(FIRST, APART));
      return eyes.look(Optional.of(first.look()), told.seen(world.get()));
    }
  }

  private GitLockPool pool(Path repository) {
    var remote = LockRemotes.of(URI.create("file://" + repository.toUri().getPath()), "main");
    return new GitLockPool(
        new GitLockConfig(remote, Setting.PIPELINE, Setting.LOCK, folder.resolve("copy")));
  }
}
