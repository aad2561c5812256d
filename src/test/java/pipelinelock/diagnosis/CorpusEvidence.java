package pipelinelock.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRows;

/** Evidence from a case's YAML: what a case does not mention is healthy. */
public final class CorpusEvidence {
  public static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");
  static final InstanceId WORKER =
      InstanceId.parse("concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7");
  static final InstanceId WORKER_2 =
      InstanceId.parse("concourse-worker/1f2e3d4c-0000-4000-8000-981af56840e7");
  static final InstanceId WEB = InstanceId.parse("concourse/cd83da7e-525b-4177-a2dc-7169892c1be8");

  private static final List<String> PATH_JOBS =
      List.of(
          "pre-deploy",
          "cf-terraform",
          "cf-deploy",
          "post-cf-deploy",
          "smoke-tests",
          "tag-release");
  private static final String PIPELINE = "create-cloudfoundry";

  private final JsonNode yaml;
  private final Instant at;
  private final List<Build> builds = new ArrayList<>();
  private final List<Build> others = new ArrayList<>();
  private final Map<Long, Fact<BuildActivity>> activity = new HashMap<>();
  private final Map<Long, Fact<Preparation>> preparation = new HashMap<>();
  private final Map<Long, Instant> pendingSince = new HashMap<>();
  private long nextId = 5000;

  CorpusEvidence(JsonNode yaml, Instant at) {
    this.yaml = yaml;
    this.at = at;
  }

  public Evidence evidence() {
    yaml.path("builds").forEach(node -> builds.add(build(node, PIPELINE)));
    yaml.path("other")
        .forEach(
            node -> others.add(build(node, node.path("pipeline").asText("destroy-cloudfoundry"))));
    PoolLock lock = lock(yaml.path("lock"));
    return new Evidence(
        environment(),
        at,
        fact("lock", Source.LOCK_REPOSITORY, lock),
        fact("holder", Source.CONCOURSE, holder(lock)),
        fact(
            "version",
            Source.CONCOURSE,
            new ConcourseVersion(
                yaml.path("version").asText("7.11.2"),
                yaml.path("redacts_secrets").asBoolean(),
                Optional.empty())),
        fact(
            "account",
            Source.CONCOURSE,
            new Account("operator", false, Map.of("main", List.of("pipeline-operator")))),
        fact("pipeline", Source.CONCOURSE, pipeline()),
        fact("others", Source.CONCOURSE, List.copyOf(others)),
        activity,
        preparation,
        fact("checks", Source.CONCOURSE, checks()),
        fact("workers", Source.CONCOURSE, workers()),
        fact("containers", Source.CONCOURSE, containers()),
        fact("tasks", Source.BOSH, tasks()),
        fact("director_locks", Source.BOSH, directorLocks()),
        fact("instances", Source.BOSH, InstanceRows.of(instances())),
        fact("instances", Source.BOSH, instances()),
        fact(
            "switched_off",
            Source.CONCOURSE,
            optional(yaml, "switched_off").map(JsonNode::asBoolean)),
        pendingSince,
        fact("record", Source.RECORD, aborts()));
  }

  private Environment environment() {
    var path = yaml.has("path_jobs") ? CorpusCase.words(yaml.path("path_jobs")) : PATH_JOBS;
    return new Environment(
        new EnvironmentName("dev04"),
        Tier.DEV,
        new LockedPipeline(
            "main",
            PIPELINE,
            "pipeline-lock",
            "pipeline-unlock",
            path,
            "pipeline-pool",
            yaml.path("locking").asBoolean(true)),
        new ConcourseDeployment("concourse", List.of("concourse-worker"), List.of("concourse")),
        Thresholds.DEFAULT);
  }

  /** {@code unread: {tasks: BOSH did not answer}}; a reason that begins with "401" is a refusal. */
  private <T> Fact<T> fact(String name, Source source, T value) {
    JsonNode reason = yaml.path("unread").path(name);
    return reason.isMissingNode()
        ? new Fact.Known<>(value, source, at)
        : unread(source, reason.asText());
  }

  private <T> Fact<T> unread(Source source, String reason) {
    return new Fact.NotRead<>(
        source,
        reason,
        at,
        reason.contains("401") ? RemoteFailure.Kind.UNAUTHORISED : RemoteFailure.Kind.TIMED_OUT);
  }

  /** {@code aborted: [{is: pipeline-lock 124, incident: INC-7, ago: 5m}]}. */
  private List<AskedAbort> aborts() {
    var aborts = new ArrayList<AskedAbort>();
    for (var node : yaml.path("aborted")) {
      var build =
          builds.stream()
              .filter(it -> it.ref().equals(ref(node, node.required("is").asText())))
              .findFirst()
              .orElseThrow();
      aborts.add(
          new AskedAbort(
              build.id(),
              build.ref().shortForm(),
              node.required("incident").asText(),
              ago(node, "ago").orElseThrow()));
    }
    return aborts;
  }

  private static Optional<JsonNode> optional(JsonNode node, String key) {
    return Optional.of(node.path(key)).filter(n -> !n.isMissingNode());
  }

  private static Optional<String> text(JsonNode node, String key) {
    return optional(node, key).map(JsonNode::asText);
  }

  private Optional<Instant> ago(JsonNode node, String key) {
    return text(node, key).map(age -> at.minus(duration(age)));
  }

  /** {@code 40s}, {@code 53m}, {@code 2h}; a minus sign = in the future. */
  public static Duration duration(String text) {
    int number = Integer.parseInt(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> throw new IllegalArgumentException("not a duration: " + text);
    };
  }

  private PoolLock lock(JsonNode node) {
    var place =
        PoolLock.Place.valueOf(node.path("place").asText("unclaimed").toUpperCase(Locale.ROOT));
    var history = new ArrayList<LockCommit>();
    if (!node.path("none").asBoolean()) {
      history.add(commit(node, place == PoolLock.Place.CLAIMED ? "claiming" : "unclaiming"));
    }
    node.path("history").forEach(entry -> history.add(commit(entry, "claiming")));
    return new PoolLock(
        node.path("pool").asText(PIPELINE),
        "lock",
        place,
        "5b07861c00000000000000000000000000000000",
        history.stream().findFirst(),
        history);
  }

  private LockCommit commit(JsonNode node, String verb) {
    String by = node.path("by").asText("pipeline-unlock 122");
    String says = node.path("verb").asText(verb);
    LockMessage meaning =
        switch (by) {
          case "person" -> new LockMessage.Other();
          case "unnamed" -> message(says, new Holder.Unnamed());
          case "one-off" -> message(says, new Holder.OneOffBuild(77));
          default -> message(says, new Holder.JobBuild(ref(node, by)));
        };
    String text =
        node.path("message")
            .asText("main/" + PIPELINE + "/" + by.replace(" ", " build ") + " " + says + ": lock");
    return new LockCommit(
        "%08x".formatted((by + says + node).hashCode()) + "0".repeat(32),
        ago(node, "ago").orElse(at.minus(Duration.ofHours(20))),
        node.path("author").asText("git <git@localhost>"),
        text,
        meaning,
        effect(says));
  }

  private static LockCommit.Effect effect(String verb) {
    return switch (verb) {
      case "claiming", "adding claimed" -> LockCommit.Effect.CLAIMS;
      case "unclaiming", "adding unclaimed" -> LockCommit.Effect.FREES;
      case "updating" -> LockCommit.Effect.TOUCHES;
      default -> LockCommit.Effect.BREAKS;
    };
  }

  private static LockMessage message(String verb, Holder holder) {
    var word = LockMessage.Verb.valueOf(verb.toUpperCase(Locale.ROOT).replace(' ', '_'));
    return new LockMessage.PoolResource(word, "lock", holder);
  }

  private static BuildRef ref(JsonNode node, String jobAndName) {
    String[] parts = jobAndName.split(" ", 2);
    return new BuildRef(
        "main", node.path("pipeline").asText(PIPELINE), text(node, "vars"), parts[0], parts[1]);
  }

  private HolderBuild holder(PoolLock lock) {
    if (lock.place() != PoolLock.Place.CLAIMED) {
      return new HolderBuild.Nobody();
    }
    var ref = lock.holder();
    if (yaml.path("holder").isObject()) {
      return new HolderBuild.Found(build(yaml.path("holder"), PIPELINE));
    }
    if (ref.isEmpty()) {
      return new HolderBuild.Unnamed();
    }
    switch (yaml.path("holder").asText("")) {
      case "other concourse" -> {
        return new HolderBuild.OtherConcourse("https://ci.other.example.org");
      }
      case "not visible" -> {
        return new HolderBuild.NotVisible(ref.get(), "viewer");
      }
      default -> {}
    }
    var named =
        yaml.path("holder").asText("").equals("gone") ? Optional.<Build>empty() : named(ref.get());
    boolean ours =
        named.map(builds::contains).orElseGet(() -> ref.get().pipeline().equals(PIPELINE));
    if (!ours) {
      return new HolderBuild.Elsewhere(ref.get(), named, openIn(ref.get()));
    }
    var claimed = LockExamples.latest(lock).orElseThrow().at();
    return named
        .filter(
            it ->
                !it.startedAt().map(start -> start.isAfter(claimed.plusSeconds(60))).orElse(false))
        .<HolderBuild>map(HolderBuild.Found::new)
        .orElseGet(() -> new HolderBuild.Gone(ref.get(), named));
  }

  private Optional<Build> named(BuildRef ref) {
    return Stream.concat(builds.stream(), others.stream())
        .filter(b -> b.ref().equals(ref))
        .findFirst();
  }

  private List<Build> openIn(BuildRef ref) {
    return others.stream()
        .filter(b -> b.isOpen() && b.ref().pipeline().equals(ref.pipeline()))
        .toList();
  }

  /** {@code {is: pipeline-lock 123, status: started, ago: 55m, put: waiting, silent: 53m}}. */
  private Build build(JsonNode node, String pipeline) {
    long id = node.path("id").asLong(nextId--);
    var status = Build.Status.valueOf(node.required("status").asText().toUpperCase(Locale.ROOT));
    BuildRef named = ref(node, node.required("is").asText());
    var build =
        new Build(
            id,
            new BuildRef(named.team(), pipeline, named.instanceVars(), named.job(), named.name()),
            status,
            ago(node, "ago"),
            ago(node, "ended"),
            text(node, "by"),
            text(node, "run"));
    if (status == Build.Status.STARTED && !node.path("events").asText("").equals("none")) {
      activity.put(
          id,
          text(node, "events")
              .<Fact<BuildActivity>>map(r -> unread(Source.CONCOURSE, r))
              .orElseGet(() -> new Fact.Known<>(activity(id, node), Source.CONCOURSE, at)));
    }
    if (status == Build.Status.PENDING) {
      preparation.put(
          id,
          text(node, "preparation")
              .<Fact<Preparation>>map(r -> unread(Source.CONCOURSE, r))
              .orElseGet(() -> new Fact.Known<>(preparation(id, node), Source.CONCOURSE, at)));
      ago(node, "seen").ifPresent(since -> pendingSince.put(id, since));
    }
    return build;
  }

  private BuildActivity activity(long id, JsonNode node) {
    var phase =
        BuildActivity.PutPhase.valueOf(node.path("put").asText("none").toUpperCase(Locale.ROOT));
    var last = ago(node, "silent").or(() -> ago(node, "ago"));
    var worker =
        switch (phase) {
          case NONE, IMAGE -> text(node, "worker");
          default -> text(node, "worker").or(() -> Optional.of("89f7a596-worker-0"));
        };
    var put =
        PipelineExamples.activity(
            id,
            phase,
            phase == BuildActivity.PutPhase.NONE ? Optional.empty() : last,
            ago(node, "last").or(() -> last),
            worker.filter(w -> !w.equals("none")),
            text(node, "error"));
    return text(node, "release").map(release -> withRelease(put, node, release)).orElse(put);
  }

  /** {@code release: started, released: 20s}: a second put of the pool, in the same build. */
  private BuildActivity withRelease(BuildActivity put, JsonNode node, String release) {
    var step =
        PipelineExamples.step(
            "release",
            BuildActivity.Kind.PUT,
            "release",
            BuildActivity.Purpose.RELEASE,
            BuildActivity.PutPhase.valueOf(release.toUpperCase(Locale.ROOT)),
            ago(node, "released"),
            Optional.of("89f7a596-worker-0"));
    return new BuildActivity(
        put.buildId(),
        Stream.concat(put.steps().stream(), Stream.of(step)).toList(),
        ago(node, "released"),
        put.error());
  }

  private static Preparation preparation(long id, JsonNode node) {
    var missing = new HashMap<String, String>();
    node.path("missing")
        .fields()
        .forEachRemaining(e -> missing.put(e.getKey(), e.getValue().asText()));
    var blocked = new ArrayList<>(CorpusCase.words(node.path("blocked")));
    missing.keySet().stream().filter(i -> !blocked.contains(i)).forEach(blocked::add);
    return new Preparation(
        id,
        node.path("paused_pipeline").asBoolean(),
        node.path("paused_job").asBoolean(),
        node.path("behind").asBoolean(),
        blocked,
        missing);
  }

  private PipelineState pipeline() {
    var pausedBy = yaml.path("paused_jobs");
    var jobs =
        Stream.concat(
                Stream.of("pipeline-lock"),
                Stream.concat(
                    PATH_JOBS.stream(), Stream.of("pipeline-unlock", "continuous-smoke-tests")))
            .map(name -> new Job(name, pausedBy.has(name), text(pausedBy, name), Optional.empty()))
            .toList();
    return new PipelineState(
        yaml.has("paused"),
        text(yaml, "paused"),
        yaml.path("archived").asBoolean(),
        jobs,
        builds,
        Map.of());
  }

  private List<ResourceCheck> checks() {
    var checks = new ArrayList<ResourceCheck>();
    for (String resource : List.of("pipeline-pool", "paas-cf", "git-ssh-private-key")) {
      JsonNode node = yaml.path("checks").path(resource);
      checks.add(
          new ResourceCheck(
              resource,
              node.path("status").asText("succeeded"),
              ago(node, "ago").or(() -> Optional.of(at.minusSeconds(30))),
              Optional.of(at.minusSeconds(28)),
              Optional.empty()));
    }
    return checks;
  }

  private List<Worker> workers() {
    if (!yaml.has("workers")) {
      return List.of(worker("89f7a596-worker-0", "running", List.of()), colocated("running"));
    }
    return yaml.path("workers")
        .valueStream()
        .map(
            node ->
                node.path("web").asBoolean()
                    ? colocated(node.path("state").asText("running"))
                    : ofTeam(
                        worker(
                            node.path("name").asText("89f7a596-worker-0"),
                            node.path("state").asText("running"),
                            CorpusCase.words(node.path("tags"))),
                        text(node, "team")))
        .toList();
  }

  /** {@code containers: [{build: 5000, type: put, step: pipeline-pool}]}. */
  private List<Container> containers() {
    return yaml.path("containers")
        .valueStream()
        .map(
            node ->
                new Container(
                    "c-" + node.path("build").asLong(),
                    "main",
                    node.path("worker").asText("89f7a596-worker-0"),
                    node.path("state").asText("created"),
                    node.path("type").asText("put"),
                    node.path("step").asText("pipeline-pool"),
                    optional(node, "build").map(JsonNode::asLong),
                    Optional.of(PIPELINE),
                    text(node, "job")))
        .toList();
  }

  private Worker colocated(String state) {
    return worker("cd83da7e-web-0", state, List.of("colocated-with-web"));
  }

  private static Worker ofTeam(Worker worker, Optional<String> team) {
    return new Worker(
        worker.name(),
        worker.state(),
        new Worker.Takes("linux", worker.tags(), team),
        worker.version(),
        worker.ephemeral(),
        worker.startedAt(),
        worker.load());
  }

  private Worker worker(String name, String state, List<String> tags) {
    int unseen = name.equals("89f7a596-worker-0") ? yaml.path("unseen").asInt() : 0;
    return PipelineExamples.worker(
        name, state, tags, "2.5", Optional.of(at.minus(Duration.ofDays(9))), unseen);
  }

  private List<DirectorTask> tasks() {
    return yaml.path("tasks")
        .valueStream()
        .map(
            node ->
                new DirectorTask(
                    node.path("id").asLong(260183),
                    DirectorTask.State.valueOf(
                        node.path("state").asText("processing").toUpperCase(Locale.ROOT)),
                    "create deployment",
                    "admin",
                    text(node, "deployment"),
                    "",
                    Optional.of(at.minusSeconds(300)),
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  private List<DirectorLock> directorLocks() {
    return yaml.path("director_locks")
        .valueStream()
        .map(
            node ->
                new DirectorLock(
                    "deployment",
                    node.path("resource").asText(),
                    Optional.empty(),
                    ago(node, "expired")))
        .toList();
  }

  private List<Instance> instances() {
    var all = new ArrayList<Instance>();
    var told = yaml.path("instances");
    if (told.path("none").asBoolean()) {
      return all;
    }
    all.add(instance(WORKER, 0, told.path("worker")));
    if (told.has("worker2")) {
      all.add(instance(WORKER_2, 1, told.path("worker2")));
    }
    all.add(instance(WEB, 0, told.path("web")));
    return all;
  }

  private static Instance instance(InstanceId id, int index, JsonNode node) {
    String state = node.isTextual() ? node.asText() : node.path("state").asText("running");
    boolean gone = state.equals("gone");
    return new Instance(
        id,
        index,
        gone ? Optional.empty() : Optional.of("i-" + id.id().substring(0, 8)),
        node.path("wanted").asText("started"),
        gone ? Optional.empty() : Optional.of(state),
        node.path("ignored").asBoolean(),
        Optional.of("b1"),
        List.of("10.0.0.103"),
        Optional.of("concourse_worker"),
        Optional.of(true),
        Optional.empty(),
        Optional.empty(),
        List.of(new Instance.Process("worker", state)),
        true);
  }
}
