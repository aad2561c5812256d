package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.rehearsal.DirectorTask.Order;

/**
 * A BOSH Director (v280.0.0) with its UAA: one deployment {@code concourse} of a worker and a web
 * VM. A recreate replays the recorded event log of task 260183 or 260216, byte for byte, on its
 * timetable divided by the speed.
 */
public final class SimulatedDirector implements AutoCloseable {
  public static final String DEPLOYMENT = "concourse";
  public static final String WORKER = "concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7";
  public static final String WEB = "concourse/cd83da7e-525b-4177-a2dc-7169892c1be8";

  private static final Duration LISTING_TAKES = Duration.ofSeconds(1);
  private static final Map<String, Integer> RECORDED_AS =
      Map.of("concourse-worker", 260183, "concourse", 260216);

  private final Config config;
  private final WorldTime time;
  private final VmWatcher watcher;
  private final DirectorTasks tasks;
  private final DirectorLock lock;
  private final DirectorInstances instances;
  private final Faults faults = new Faults();
  private final Map<String, Integer> recreates = new ConcurrentHashMap<>();
  private final SimulatedUaa uaa;
  private final Loopback server;
  private final Ticker ticker;
  private boolean dropsNextAnswer;
  private int redirectStatus = 302;
  private Optional<RecreateWork.Failure> nextFailure = Optional.empty();

  /** How it is reached; port 0 means any. With {@code basic} there is no UAA in {@code /info}. */
  public record Config(
      int port, int uaaPort, List<BoshClient> clients, Duration tokenLife, boolean basic) {
    public Config {
      clients = List.copyOf(clients);
    }

    /** Any ports, UAA, tokens of 10 minutes. */
    public static Config of(BoshClient... clients) {
      return new Config(0, 0, List.of(clients), Duration.ofMinutes(10), false);
    }
  }

  record Instance(String group, String id) {
    @Override
    public String toString() {
      return group + "/" + id;
    }
  }

  record Asker(String user, String contextId) {}

  public SimulatedDirector(Config config, WorldTime time, VmWatcher watcher) {
    this.config = config;
    this.time = time;
    this.watcher = watcher;
    tasks = new DirectorTasks(DEPLOYMENT, time, Set.copyOf(RECORDED_AS.values()));
    lock = new DirectorLock(time, DEPLOYMENT);
    instances = new DirectorInstances(time);
    uaa = new SimulatedUaa(config.uaaPort(), config.clients(), config.tokenLife(), time);
    var routes = new DirectorRoutes(this);
    server = new Loopback(config.port(), call -> answer(routes, call));
    ticker = new Ticker("director", this::advance);
  }

  public String url() {
    return server.url();
  }

  public String uaaUrl() {
    return uaa.url();
  }

  public String uuid() {
    return "2daf673a-9755-4b4f-aa6d-3632fbed8012";
  }

  /** Every request so far, oldest first; those to the UAA are in {@link #tokenRequests()}. */
  public List<SeenRequest> requests() {
    return server.seen();
  }

  public List<SeenRequest> tokenRequests() {
    return uaa.seen();
  }

  /** How many recreates of an instance, e.g. {@link #WORKER}, were accepted. */
  public int recreatesSeen(String instance) {
    return recreates.getOrDefault(instance, 0);
  }

  public synchronized String vmCid(String instance) {
    return instances.vmCid(idOf(instance));
  }

  /** The next recreate is accepted, and its answer lost. */
  public synchronized void dropsNextAnswerAfterAccepting() {
    dropsNextAnswer = true;
  }

  /**
   * The next recreate ends in state {@code error} when it reaches a step such as {@code starting
   * jobs}.
   */
  public synchronized void failsNextTaskAt(String step, int code, String message) {
    nextFailure = Optional.of(new RecreateWork.Failure(step, code, Optional.of(message)));
  }

  /**
   * The next recreate's worker process is killed at that step: state {@code error}, no result, no
   * error event.
   */
  public synchronized void killsNextTaskAt(String step) {
    nextFailure = Optional.of(new RecreateWork.Failure(step, 0, Optional.empty()));
  }

  /**
   * Another task, a running deploy, holds the deployment's lock until {@link #releasesLock(int)}.
   */
  public synchronized void holdsLock(int task) {
    lock.take(task);
    var order = new Order(task, "update_deployment", "create deployment", "admin", "");
    tasks.add(order, _ -> {}).begin();
  }

  public synchronized void releasesLock(int task) {
    lock.release(task);
    tasks
        .find(String.valueOf(task))
        .ifPresent(it -> it.end(DirectorTask.State.DONE, Optional.of("/deployments/concourse")));
  }

  /**
   * Changes a field of an instance's listing: {@code job_state}, {@code ignore}, {@code state} and
   * so on.
   */
  public synchronized void shows(String instance, String field, JsonNode value) {
    instances.set(idOf(instance), field, value);
  }

  /** 303 is what the Director sends when it is spoken to without nginx in front. */
  public synchronized void redirectsWith(int status) {
    redirectStatus = status;
  }

  public void tokenExpires() {
    uaa.tokensExpire();
  }

  public void answers(int status) {
    faults.answers(status);
  }

  public void talksGarbage() {
    faults.talksGarbage();
  }

  public void hangs() {
    faults.hangs();
  }

  public void stopsAnswering() {
    faults.stopsAnswering();
  }

  public void isWell() {
    faults.isWell();
  }

  void tap(Tap tap) {
    server.tap(tap);
  }

  @Override
  public void close() {
    ticker.close();
    faults.isWell();
    server.close();
    uaa.close();
  }

  DirectorTasks tasks() {
    return tasks;
  }

  DirectorLock lock() {
    return lock;
  }

  DirectorInstances instances() {
    return instances;
  }

  int redirectStatus() {
    return redirectStatus;
  }

  ObjectNode authentication() {
    return config.basic()
        ? Json.object("type", "basic", "options", Json.object())
        : Json.object(
            "type", "uaa", "options", Json.object("url", uaa.url(), "urls", List.of(uaa.url())));
  }

  Optional<BoshClient> caller(Call call) {
    var authorization = call.header("Authorization");
    if (config.basic()) {
      return BasicCredentials.of(authorization)
          .flatMap(
              given ->
                  config.clients().stream()
                      .filter(client -> given.are(client.id(), client.secret()))
                      .findFirst());
    }
    return authorization.regionMatches(true, 0, "bearer ", 0, 7)
        ? uaa.owner(authorization.substring(7))
        : Optional.empty();
  }

  DirectorTask startListing(boolean withoutVm, String user) {
    var order = new Order(tasks.nextId(), "vms", "retrieve vm-stats", user, "");
    return tasks.add(
        order,
        task -> {
          if (task.sinceQueued().passed(LISTING_TAKES)) {
            task.begin();
            task.output(instances.full(withoutVm));
            task.end(DirectorTask.State.DONE, Optional.of(""));
          }
        });
  }

  /** Empty when the answer is to be lost. */
  Optional<DirectorTask> startRecreate(Instance instance, String state, Asker asker) {
    int recorded = Optional.ofNullable(RECORDED_AS.get(instance.group())).orElseThrow();
    var order =
        new Order(
            tasks.idLike(recorded),
            "update_deployment",
            "create deployment",
            asker.user(),
            asker.contextId());
    var task =
        tasks.add(order, state.equals("recreate") ? replay(instance, recorded) : refuse(state));
    recreates.merge(instance.toString(), 1, Integer::sum);
    boolean dropped = dropsNextAnswer;
    dropsNextAnswer = false;
    return dropped ? Optional.empty() : Optional.of(task);
  }

  private DirectorTask.Work replay(Instance instance, int recorded) {
    var recording = Recording.of(Json.resource("bosh/task-%d.event.ndjson".formatted(recorded)));
    var setting = new RecreateWork.Setting(time, lock, instances, watcher, nextFailure);
    nextFailure = Optional.empty();
    return new RecreateWork(instance.id(), recording, setting);
  }

  private static DirectorTask.Work refuse(String state) {
    return task -> {
      task.begin();
      task.fail(
          DirectorTask.State.ERROR, 100, "the rehearsal knows no state '%s'".formatted(state));
    };
  }

  private Answer answer(DirectorRoutes routes, Call call) throws InterruptedException {
    var fault = faults.answer();
    if (fault.isPresent()) {
      return fault.get();
    }
    synchronized (this) {
      advance();
      return routes.answer(call);
    }
  }

  private synchronized void advance() {
    tasks.advance();
  }

  private static String idOf(String instance) {
    return instance.substring(instance.indexOf('/') + 1);
  }
}
