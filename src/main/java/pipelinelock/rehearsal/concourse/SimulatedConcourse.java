package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.lock.ClaimedPool;
import pipelinelock.rehearsal.time.Ticker;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * A Concourse, 7.11.2 on containerd by default, with pipeline {@code create-cloudfoundry}: build
 * 123 of {@code pipeline-lock} (id 5190) has been silent for 53 minutes in the step that claims the
 * lock. Follows the Director's recreates as a {@link VmWatcher}.
 */
public final class SimulatedConcourse implements AutoCloseable, VmWatcher {
  public static final String PIPELINE = "create-cloudfoundry";
  public static final int HUNG_BUILD = PipelineHistory.HUNG_BUILD;

  private final WorldTime time;
  private final ConcourseTokens tokens;
  private final ConcourseWorkers workers;
  private final ConcourseContainers containers;
  private final ConcourseResources resources;
  private final ConcoursePipeline pipeline;
  private final BuildLife life;
  private final long startedAt;
  private final Loopback server;
  private final Ticker ticker;
  private ConcourseRelease release = ConcourseRelease.V7_11_2;
  private boolean webHasVm = true;
  private boolean webRuns = true;

  /** How it is reached (port 0 means any) and its one local user, an owner of team {@code main}. */
  public record Config(int port, String username, String password) {
    @Override
    public String toString() {
      return "Config[" + port + ", " + username + "]";
    }
  }

  /** {@code pool} is what its claims are for. */
  public SimulatedConcourse(Config config, WorldTime time, ClaimedPool pool) {
    this.time = time;
    startedAt = time.epochSecond();
    tokens = new ConcourseTokens(config.username(), config.password(), time);
    workers = new ConcourseWorkers(time.now().minus(Duration.ofDays(1)), time);
    pipeline = new ConcoursePipeline(time);
    life = new BuildLife(pipeline, workers, pool, time);
    containers = new ConcourseContainers(pipeline, workers, life, time);
    resources = new ConcourseResources(time, pipeline);
    life.onClaim(resources::poolVersion);
    var routes = new ConcourseRoutes(this, resources);
    server = new Loopback(config.port(), call -> answer(routes, call));
    ticker = new Ticker("concourse", this::advance);
  }

  public String url() {
    return server.url();
  }

  /** Every request so far, oldest first. */
  public List<SeenRequest> requests() {
    return server.seen();
  }

  /** It has been of this release all the time. */
  synchronized void is(ConcourseRelease other) {
    release = other;
  }

  /** The put of a build of the lock or unlock job stored this commit of the lock repository. */
  public synchronized void poolVersionOf(String job, String number, String commit) {
    pipeline
        .job(job)
        .build(number)
        .ifPresent(build -> build.output("pipeline-pool", Json.object("ref", commit)));
  }

  /** The last check of the pool found this commit. */
  public synchronized void poolIsAt(String commit) {
    resources.poolVersion(commit);
  }

  @Override
  public synchronized void drains(String instance) {
    workers.becomes(instance, "retiring");
  }

  @Override
  public synchronized void goes(String instance) {
    workers.leaves(instance);
    if (instance.equals(ConcourseWorkers.WEB_VM)) {
      webHasVm = false;
    } else {
      life.workerGoes();
    }
  }

  @Override
  public synchronized void comesBack(String instance, String agent) {
    workers.arrives(instance, agent, time.now());
    if (instance.equals(ConcourseWorkers.WEB_VM)) {
      webHasVm = true;
      webRuns = true;
      life.webComes();
    } else {
      life.workerComes();
    }
  }

  /** Its web process is dead. What runs on the workers goes on, unheard. */
  public synchronized void webDies() {
    webRuns = false;
  }

  /** A dead web process was started again, on the VM that it died on, if that is still there. */
  public synchronized void webRunsAgain() {
    if (webHasVm && !webRuns) {
      webRuns = true;
      life.webComes();
    }
  }

  /** Whether its web node answers, rather than what is in front of it. */
  public synchronized boolean webIsUp() {
    return webHasVm && webRuns;
  }

  public void tap(Tap tap) {
    server.tap(tap);
  }

  @Override
  public void close() {
    ticker.close();
    server.close();
  }

  BuildLife life() {
    return life;
  }

  WorldTime time() {
    return time;
  }

  ConcourseTokens tokens() {
    return tokens;
  }

  ConcourseWorkers workers() {
    return workers;
  }

  ConcoursePipeline pipeline() {
    return pipeline;
  }

  long startedAt() {
    return startedAt;
  }

  Answer pause(ConcourseJob job, boolean paused) {
    if (paused) {
      job.pause(tokens.username(), time.now());
    } else {
      job.unpause();
    }
    return Answer.empty(200);
  }

  ObjectNode trigger(ConcourseJob job) {
    return pipeline.trigger(job.name(), tokens.username()).json();
  }

  synchronized void abort(ConcourseBuild build) {
    life.abort(build, release);
  }

  BuildStream stream(ConcourseBuild build, int next) {
    return new BuildStream(() -> look(build), next);
  }

  String version() {
    return release.version();
  }

  ConcourseContainers containers() {
    return containers;
  }

  private synchronized BuildStream.Look look(ConcourseBuild build) {
    return new BuildStream.Look(build.events(time.now()), build.isOver(), !webIsUp());
  }

  private synchronized Answer answer(ConcourseRoutes routes, Call call) {
    advance();
    return webIsUp()
        ? routes.answer(call)
        : Answer.bytes(
            502,
            "text/html",
            "<html><h1>502 Bad Gateway</h1></html>".getBytes(StandardCharsets.UTF_8));
  }

  /** Does what is due by now; it is also asked every few milliseconds. */
  synchronized void advance() {
    life.advance(webIsUp());
    workers.advance(containers::on, containers::ofAnOpenBuildAreOn);
  }
}
