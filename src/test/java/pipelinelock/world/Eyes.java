package pipelinelock.world;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import pipelinelock.bosh.Director;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.concourse.ConcourseConfig;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Look;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.look.EvidenceCollector;
import pipelinelock.diagnosis.look.Sources;
import pipelinelock.environment.Environment;
import pipelinelock.lock.LockPool;

/** The bot's real readers, judge and nothing else of it, turned on a world. */
public final class Eyes implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<Sources> sources;
  private final EvidenceCollector collector;

  /**
   * @param concourse its address; also the Director's where both are one server
   * @param clock what the bot takes for the time
   */
  public Eyes(
      Environment environment,
      LockPool pool,
      OkHttpClient http,
      URI concourse,
      URI director,
      InstantSource clock) {
    var config = new ConcourseConfig(concourse, "operator", "secret", environment.pipeline());
    var bosh =
        Director.of(
            new BoshConfig(
                director,
                Optional.empty(),
                Optional.empty(),
                new BoshConfig.BasicUser("admin", "secret"),
                Optional.empty(),
                environment.deployment().name(),
                BoshConfig.Timeouts.USUAL),
            http,
            clock);
    // Parts of a look share answers for a moment, in which a world's time may go on by minutes.
    sources =
        () ->
            new Sources(
                environment,
                pool,
                new ConcourseClient(config, http, clock),
                bosh,
                (_, _) -> List.of());
    collector = new EvidenceCollector(clock, threads, EvidenceCollector.Limits.DEFAULT);
  }

  /** Reads all evidence, with all the time that it needs. */
  public Evidence evidence(Map<Long, Instant> pendingSince) {
    return collector.begin(sources.get(), pendingSince).whole();
  }

  /** Looks, and judges. */
  public Diagnosis look(Optional<Look> first, Map<Long, Instant> pendingSince) {
    return Diagnosis.of(evidence(pendingSince), first);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
