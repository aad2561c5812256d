package pipelinelock;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.EvidenceCollector;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.Http;
import pipelinelock.runbook.Lookout;
import pipelinelock.runbook.Platforms;
import pipelinelock.settings.EnvironmentSettings;

/** Looks at environments as the bot does, with nothing of the bot but its clients. */
final class Onlooker implements AutoCloseable {
  /** Nobody waits for Slack here, and every connection is new: more time than the bot takes. */
  private static final EvidenceCollector.Limits PATIENT =
      new EvidenceCollector.Limits(Duration.ofSeconds(10), Duration.ofSeconds(8));

  private static final Duration AFTER = Duration.ofMillis(100);

  private final Surroundings at;
  private final TemporaryFolder copies = TemporaryFolder.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PlatformWiring clients;
  private final Platforms platforms;
  private final Lookout lookout;

  Onlooker(List<EnvironmentSettings> environments, Surroundings at) {
    this.at = at;
    this.clients = new PlatformWiring(Http.client(), at.clock(), copies.path());
    this.platforms = clients.platforms(environments);
    this.lookout =
        new Lookout(platforms, new EvidenceCollector(at.clock(), threads, PATIENT), at.clock());
  }

  SortedSet<EnvironmentName> names() {
    return platforms.names();
  }

  /**
   * Looks at all of them at once.
   *
   * @param confirm whether a verdict that needs a second look gets it, when its time has come
   */
  List<Diagnosis> look(Collection<EnvironmentName> names, boolean confirm) {
    var looks =
        names.stream()
            .map(name -> CompletableFuture.supplyAsync(() -> look(name, confirm), threads))
            .toList();
    return looks.stream().map(CompletableFuture::join).toList();
  }

  private Diagnosis look(EnvironmentName name, boolean confirm) {
    var first = lookout.look(name);
    if (!confirm || first.lookAgainAt().isEmpty()) {
      return first;
    }
    try {
      Thread.sleep(Duration.between(at.clock().instant(), first.lookAgainAt().get()).plus(AFTER));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return first;
    }
    return lookout.look(name);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clients.close();
    copies.close();
  }
}
