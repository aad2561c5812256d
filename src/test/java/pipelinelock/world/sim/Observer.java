package pipelinelock.world.sim;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Look;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.environment.Environment;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.Thresholds;
import pipelinelock.lock.PoolLock;
import pipelinelock.world.Ask;
import pipelinelock.world.CommitFact;
import pipelinelock.world.Eyes;
import pipelinelock.world.InProcess;
import pipelinelock.world.PoolCommits;
import pipelinelock.world.Remotes;
import pipelinelock.world.Setting;
import pipelinelock.world.Told;
import pipelinelock.world.WorldFacts;

/** The bot, as far as it looks and judges: its real readers over a world's remotes. */
final class Observer implements AutoCloseable {
  private final SimWorld world;
  private final Sabotage sabotage;
  private final Eyes eyes;
  private final boolean watches;
  private final Map<Long, Instant> pendingSince = new HashMap<>();
  private Optional<Look> before = Optional.empty();
  private WorldFacts facts;
  private volatile @Nullable Read read;

  /** The newest reading of the repository: making one of commits takes longer than the rest. */
  private record Read(List<CommitFact> commits, PoolLock lock) {}

  Observer(SimWorld world, Sabotage sabotage, boolean watches) {
    this.world = world;
    this.sabotage = sabotage;
    this.watches = watches;
    this.facts = new Portrait(world).facts();
    Environment environment = Setting.with(SimWorld.PATH, Thresholds.DEFAULT);
    eyes =
        new Eyes(
            environment,
            this::lock,
            InProcess.client(sabotage.remotes(blinded(Remotes.of(() -> facts)))),
            URI.create(SimWorld.URL),
            URI.create("http://127.0.0.1:25555"),
            () -> facts.at());
  }

  private PoolLock lock() {
    if (world.blind.contains(SimWorld.Blind.GIT)) {
      throw new RemoteFailure(RemoteFailure.Kind.UNREACHABLE, "The repository did not answer");
    }
    var commits = sabotage.commits(facts.commits());
    var known = read;
    if (known == null || !known.commits().equals(commits)) {
      known = new Read(commits, PoolCommits.read(commits, Portrait.POOL, Setting.LOCK));
      read = known;
    }
    return known.lock();
  }

  private Remotes blinded(Remotes remotes) {
    return world.blind.isEmpty() ? remotes : ask -> isDark(ask) ? broken() : remotes.answer(ask);
  }

  private boolean isDark(Ask ask) {
    var path = ask.path();
    var last = path.getLast();
    return world.blind.stream()
        .anyMatch(
            blind ->
                switch (blind) {
                  case GIT, BOSH -> false;
                  case CONCOURSE -> path.getFirst().equals("api") && !last.equals("info");
                  case CONTAINERS -> last.equals("containers");
                  case WORKERS -> last.equals("workers");
                  case OTHER_BUILDS ->
                      path.equals(List.of("api", "v1", "builds"))
                          || path.equals(List.of("api", "v1", "jobs"));
                  case EVENTS -> last.equals("events");
                });
  }

  private static Told broken() {
    return new Told(403, Map.of("Content-Type", List.of("text/plain")), "forbidden", false);
  }

  /** Looks at the world as it is now. */
  Diagnosis look() {
    facts = new Portrait(world).facts();
    if (watches) {
      remember();
    }
    var diagnosis = sabotage.judged(eyes.look(before, pendingSince));
    remember();
    before = Optional.of(diagnosis.look());
    return diagnosis;
  }

  /** Reads once more, right before an act. */
  Evidence evidence() {
    facts = new Portrait(world).facts();
    return eyes.evidence(pendingSince);
  }

  /** A watcher that looks each minute saw each pending build within a minute of its making. */
  private void remember() {
    facts.concourse().builds().stream()
        .filter(b -> b.status().equals("pending"))
        .forEach(
            b ->
                pendingSince.putIfAbsent(
                    b.id(),
                    watches ? earlier(b.queued().plusSeconds(30), facts.at()) : facts.at()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  WorldFacts facts() {
    return facts;
  }

  @Override
  public void close() {
    eyes.close();
  }
}
