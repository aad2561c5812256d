package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.lock.ClaimedPool;
import pipelinelock.rehearsal.time.Ticker;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * A Concourse, 7.11.2 on containerd unless told otherwise, with pipeline {@code
 * create-cloudfoundry}: build 123 of {@code pipeline-lock} (id 5190) has been silent for 53 minutes
 * in the step that claims the lock. Follows the Director's recreates as a {@link VmWatcher}.
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
  private final Faults faults = new Faults();
  private final long startedAt;
  private final Loopback server;
  private final Ticker ticker;
  private boolean lockingDisabled;
  private ConcourseRelease release = ConcourseRelease.V7_11_2;
  private boolean webIsUp = true;

  /** How it is reached (port 0 means any) and its one local user, an owner of team {@code main}. */
  public record Config(int port, String username, String password) {
    @Override
    public String toString() {
      return "Config[" + port + ", " + username + "]";
    }
  }

  /** One whose lock is never free. */
  SimulatedConcourse(Config config, WorldTime time) {
    this(config, time, ClaimedPool.NEVER_FREE);
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

  /** The status of a build, e.g. of {@link #HUNG_BUILD}. */
  public synchronized String statusOf(int build) {
    return pipeline.build(build).json().path("status").asText();
  }

  public synchronized boolean isPaused(String job) {
    return pipeline.job(job).isPaused();
  }

  /** Whether somebody asked for the end of a build, which its API does not tell. */
  public synchronized boolean wasAborted(int build) {
    return pipeline.build(build).isAborted();
  }

  /** By hand, past the bot. */
  public synchronized void isAbortedBySomebody(int build) {
    life.abort(pipeline.build(build), release);
  }

  /** It has been of this release all the time. */
  public synchronized void is(ConcourseRelease other) {
    release = other;
  }

  /**
   * Build 123 has its lock and starts a run, whose given job now runs and keeps writing to its log.
   */
  public synchronized void deploymentRuns(String job) {
    var claim = pipeline.build(HUNG_BUILD);
    if (!claim.isOver()) {
      life.goesOn(claim);
    }
    var now = time.now();
    pipeline.begins(job, now.minus(Duration.ofMinutes(2)), now.minus(Duration.ofMinutes(1)));
  }

  /**
   * Build 123 had its lock and started a run, which failed; since twenty minutes the claim of build
   * 124 waits behind it, and is well.
   *
   * @return the id of the build that waits
   */
  public synchronized int aClaimWaitsBehindAFailedRun() {
    life.goesOn(pipeline.build(HUNG_BUILD));
    var now = time.now();
    pipeline.begins("generate-secrets", now.minus(Duration.ofMinutes(40)), now);
    ends("generate-secrets", "failed");
    var waiting = pipeline.add(PipelineHistory.LOCK_JOB, Optional.of(tokens.username()));
    life.startsToWait(waiting, now.minus(Duration.ofMinutes(20)));
    return waiting.id();
  }

  /**
   * The web node has lost track of build 123: neither an abort nor the loss of its worker ends it,
   * only a new web node does.
   */
  public synchronized void webLosesTrackOfTheHungBuild() {
    life.isLostTrackOf(pipeline.build(HUNG_BUILD));
  }

  /** What hung in the claim of a build goes on, as a connection may that was half dead. */
  public synchronized void thaws(int build) {
    life.claimOf(pipeline.build(build)).ifPresent(ClaimProcess::thaws);
  }

  /**
   * Nothing is open any more: build 123 and all that run have ended well, and long enough ago that
   * no job of a run is due. The lock repository is another thing.
   */
  public synchronized void lockIsFree() {
    var then = time.now().minus(Duration.ofMinutes(30));
    pipeline.open().forEach(build -> endsWell(build, then));
  }

  private void endsWell(ConcourseBuild build, Instant when) {
    life.claimOf(build).ifPresent(ClaimProcess::ends);
    build.end("succeeded", when);
  }

  /** A running build ends, e.g. as {@code failed}. */
  public synchronized void ends(String job, String status) {
    pipeline.open().stream()
        .filter(build -> build.job().equals(job))
        .forEach(build -> build.end(status, time.now()));
  }

  /** The pipeline was set with locking switched off. */
  public synchronized void lockingIsDisabled() {
    lockingDisabled = true;
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

  public void tokenExpires() {
    tokens.expire();
  }

  /** Connections are accepted and closed. */
  public void stopsAnswering() {
    faults.stopsAnswering();
  }

  /** Connections are accepted, and nothing ever comes. */
  public void hangs() {
    faults.hangs();
  }

  public void answers(int status) {
    faults.answers(status);
  }

  public void talksGarbage() {
    faults.talksGarbage();
  }

  public void isWell() {
    faults.isWell();
  }

  @Override
  public synchronized void drains(String instance) {
    workers.becomes(instance, "retiring");
  }

  @Override
  public synchronized void goes(String instance) {
    workers.leaves(instance);
    if (instance.equals(ConcourseWorkers.WEB_VM)) {
      webIsUp = false;
    } else {
      life.workerGoes();
    }
  }

  @Override
  public synchronized void comesBack(String instance, String agent) {
    workers.arrives(instance, agent, time.now());
    if (instance.equals(ConcourseWorkers.WEB_VM)) {
      webIsUp = true;
      life.webComes();
    } else {
      life.workerComes();
    }
  }

  public void tap(Tap tap) {
    server.tap(tap);
  }

  @Override
  public void close() {
    ticker.close();
    faults.isWell();
    server.close();
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

  String lockingDisabledParameter() {
    return lockingDisabled ? "true" : "";
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

  /** All that a build has written. */
  synchronized List<BuildEvent> eventsOf(int build) {
    return pipeline.build(build).events(time.now());
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
    return new BuildStream.Look(build.events(time.now()), build.isOver(), !webIsUp);
  }

  private Answer answer(ConcourseRoutes routes, Call call) throws InterruptedException {
    var fault = faults.answer();
    if (fault.isPresent()) {
      return fault.get();
    }
    synchronized (this) {
      advance();
      return webIsUp
          ? routes.answer(call)
          : Answer.bytes(
              502,
              "text/html",
              "<html><h1>502 Bad Gateway</h1></html>".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Does what is due by now; it is also asked every few milliseconds. */
  synchronized void advance() {
    life.advance(webIsUp);
    workers.advance(containers::on, containers::ofAnOpenBuildAreOn);
  }
}
