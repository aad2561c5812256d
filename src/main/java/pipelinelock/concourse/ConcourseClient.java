package pipelinelock.concourse;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import pipelinelock.concourse.Wire.ConfigJson;
import pipelinelock.concourse.Wire.InfoJson;
import pipelinelock.concourse.Wire.JobJson;
import pipelinelock.concourse.Wire.PreparationJson;
import pipelinelock.concourse.Wire.ResourceJson;
import pipelinelock.concourse.Wire.UserJson;
import pipelinelock.concourse.Wire.WorkerJson;
import pipelinelock.diagnosis.look.PipelineReader;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.http.Contact;
import pipelinelock.http.Http;
import pipelinelock.http.JsonApi;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.ConcourseAddress;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.runbook.platform.LockJob;

/** The Concourse of one environment, versions 7.4 to 8, over its HTTP API. Thread-safe. */
public final class ConcourseClient implements PipelineReader, LockJob {
  private final JsonApi api;
  private final Session session;
  private final LockedPipeline pipeline;
  private final HolderReading holders;
  private final Shared<Account> account;
  private final Shared<List<Container>> containers;
  private final OpenBuilds openBuilds;
  private final PipelineReading reading;
  private final BuildEvents events;

  /**
   * A client that has not called yet.
   *
   * @param http its settings for TLS and proxy are used
   */
  public ConcourseClient(ConcourseConfig config, OkHttpClient http, InstantSource clock) {
    this.api = new JsonApi("Concourse", config.base(), http, Http.json(), config.limit());
    this.pipeline = config.pipeline();
    this.session = new Session(api, new ConcourseLogin(api, config, clock), pipeline);
    var runs = new Runs(session, config.triggerResource());
    var teams = new Containers(session, pipeline.team());
    this.account = new Shared<>(this::askAccount);
    this.containers = new Shared<>(() -> teams.all(account::answer));
    this.openBuilds = new OpenBuilds(session, containers::answer);
    var identity =
        new HolderReading.Identity(
            ConcourseAddress.of(config.url().toString()),
            () -> version().externalUrl().flatMap(ConcourseAddress::of));
    this.holders = new HolderReading(session, pipeline, runs, openBuilds, identity);
    this.reading = new PipelineReading(session, pipeline, runs, openBuilds);
    this.events = new BuildEvents(session, config, clock);
  }

  /** Asked without a token, so that it is known even if no login works. */
  @Override
  public ConcourseVersion version() {
    var action = "reading its version";
    return api.get(action, session.at("info").build(), InfoJson.class)
        .toVersion()
        .orElseThrow(() -> api.garbage(action, "no version"));
  }

  /** Whether and how it can be reached, on a new connection; needs no credentials. */
  public Contact contact() {
    return api.contact("reading its version", session.at("info").build());
  }

  /** Logs in, and returns as whom. */
  @Override
  public Account account() {
    return account.answer();
  }

  private Account askAccount() {
    return session
        .get("asking who the bot is", session.at("user").build(), UserJson.class)
        .toAccount();
  }

  @Override
  public PipelineState pipeline() {
    return reading.read();
  }

  @Override
  public HolderBuild holder(LockCommit claim) {
    return holders.of(claim);
  }

  @Override
  public List<Container> containers() {
    return containers.answer();
  }

  @Override
  public BuildActivity activity(long buildId) {
    return events.activity(buildId);
  }

  @Override
  public Preparation preparation(long buildId) {
    return session
        .get(
            "asking why build %d is pending".formatted(buildId),
            build(buildId, "preparation"),
            PreparationJson.class)
        .toPreparation(buildId);
  }

  @Override
  public List<ResourceCheck> checks() {
    var job =
        session.get(
            "reading job " + pipeline.lockJob(),
            session.inPipeline("jobs", pipeline.lockJob()).build(),
            JobJson.class);
    var resources =
        Stream.concat(Stream.of(pipeline.poolResource()), job.inputResources().stream())
            .distinct()
            .toList();
    return Parallel.map(resources, this::check);
  }

  @Override
  public List<Build> otherBuilds() {
    var everywhere =
        new OpenBuilds.Place(
            "all pipelines", session.at("builds").build(), session.at("jobs").build(), _ -> true);
    return openBuilds.in(everywhere).all().newestFirst().stream()
        .filter(build -> build.status() == Build.Status.STARTED && !isOurs(build.ref()))
        .toList();
  }

  @Override
  public List<Worker> workers() {
    var workers =
        session.get("listing its workers", session.at("workers").build(), WorkerJson[].class);
    return Arrays.stream(workers).map(WorkerJson::toWorker).toList();
  }

  /**
   * Whether the pipeline was set with {@code DISABLE_PIPELINE_LOCKING}; empty where its lock job
   * does not mention it. Needs a role in the pipeline's team.
   */
  @Override
  public Optional<Boolean> lockingSwitchedOff() {
    return session
        .find(
            "reading the configuration of " + pipeline.name(),
            session.inPipeline("config").build(),
            ConfigJson.class)
        .flatMap(it -> Optional.ofNullable(it.config()))
        .flatMap(config -> LockingSwitch.isOff(config, pipeline.lockJob()));
  }

  @Override
  public void pause() {
    session.put(
        "pausing " + pipeline.lockJob(),
        session.inPipeline("jobs", pipeline.lockJob(), "pause").build());
  }

  @Override
  public void unpause(String job) {
    session.put("unpausing " + job, session.inPipeline("jobs", job, "unpause").build());
  }

  @Override
  public void unpausePipeline() {
    session.put("unpausing " + pipeline.name(), session.inPipeline("unpause").build());
  }

  @Override
  public void abort(long buildId) {
    session.put("aborting build " + buildId, build(buildId, "abort"));
  }

  @Override
  public Optional<Build> start(String job, BooleanSupplier isStillWanted) {
    var action = "starting " + job;
    return session
        .post(
            action,
            session.inPipeline("jobs", job, "builds").build(),
            isStillWanted,
            BuildJson.class)
        .map(
            build ->
                build
                    .toBuild()
                    .orElseThrow(() -> session.api().garbage(action, "a build of no job")));
  }

  @Override
  public Build.Status status(long buildId) {
    return session
        .get(
            "reading the status of build " + buildId,
            session.at("builds", Long.toString(buildId)).build(),
            BuildJson.class)
        .buildStatus();
  }

  private HttpUrl build(long id, String what) {
    return session.at("builds", Long.toString(id), what).build();
  }

  private ResourceCheck check(String resource) {
    return session
        .get(
            "reading the last check of " + resource,
            session.inPipeline("resources", resource).build(),
            ResourceJson.class)
        .toCheck();
  }

  private boolean isOurs(BuildRef ref) {
    return ref.team().equals(pipeline.team())
        && ref.pipeline().equals(pipeline.name())
        && ref.instanceVars().isEmpty();
  }
}
