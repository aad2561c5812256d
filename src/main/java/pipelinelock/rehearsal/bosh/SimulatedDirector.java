package pipelinelock.rehearsal.bosh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.instance.VmLife;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.bosh.recreate.ConvergeScore;
import pipelinelock.rehearsal.bosh.task.DirectorJobs;
import pipelinelock.rehearsal.bosh.task.DirectorLock;
import pipelinelock.rehearsal.bosh.task.DirectorTask;
import pipelinelock.rehearsal.bosh.task.DirectorTask.Order;
import pipelinelock.rehearsal.bosh.task.DirectorTasks;
import pipelinelock.rehearsal.bosh.task.LogServing;
import pipelinelock.rehearsal.bosh.task.NextTask;
import pipelinelock.rehearsal.bosh.task.RecreateWork;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.BasicCredentials;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.time.Ticker;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * A BOSH Director (v280.0.0) with its UAA: one deployment {@code concourse} of a worker and a web
 * VM. A plain recreate replays the recorded event log of task 260183 or 260216, byte for byte, on
 * its timetable divided by the speed; any other is put together from what a real Director did to
 * instances in that condition.
 *
 * <p>What goes wrong is told to {@link #vms()}, {@link #next()} and {@link #logs()}, or to this
 * itself where it concerns the whole server.
 */
public final class SimulatedDirector implements AutoCloseable {
  public static final String DEPLOYMENT = "concourse";
  public static final String WORKER = "concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7";
  public static final String WEB = "concourse/cd83da7e-525b-4177-a2dc-7169892c1be8";

  private final Config config;
  private final WorldTime time;
  private final DirectorTasks tasks;
  private final DirectorLock lock;
  private final DirectorInstances instances;
  private final DirectorJobs jobs;
  private final Fleet vms;
  private final NextTask next = new NextTask();
  private final LogServing logs = new LogServing();
  private final Faults faults = new Faults();
  private final Map<String, Integer> recreates = new ConcurrentHashMap<>();
  private final SimulatedUaa uaa;
  private final Loopback server;
  private final Ticker ticker;
  private int redirectStatus = 302;
  private boolean resurrects = true;

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

  public SimulatedDirector(Config config, WorldTime time, VmWatcher watcher) {
    this.config = config;
    this.time = time;
    tasks = new DirectorTasks(DEPLOYMENT, time, recorded());
    lock = new DirectorLock(time, DEPLOYMENT);
    instances = new DirectorInstances(time);
    var life = new VmLife(instances, watcher);
    jobs = new DirectorJobs(tasks, instances, new RecreateWork.Setting(time, lock, life), next);
    vms = new Fleet(this, instances, life, jobs::silenceLasts);
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

  /** The instances, and what may be the matter with them. */
  public Fleet vms() {
    return vms;
  }

  /** What happens to the next recreate. */
  public NextTask next() {
    return next;
  }

  /** How logs are handed out. */
  public LogServing logs() {
    return logs;
  }

  public String vmCid(String instance) {
    return vms.vmCid(instance);
  }

  /** See {@link NextTask#answerIsLost()}. */
  public void dropsNextAnswerAfterAccepting() {
    next.answerIsLost();
  }

  /** See {@link NextTask#failsAt}. */
  public void failsNextTaskAt(String step, int code, String message) {
    next.failsAt(step, code, message);
  }

  /** See {@link NextTask#isKilledAt}. */
  public void killsNextTaskAt(String step) {
    next.isKilledAt(step);
  }

  /**
   * Another task, a running deploy, holds the deployment's lock until {@link #releasesLock(int)}.
   */
  public synchronized void holdsLock(int task) {
    var order = new Order(task, "update_deployment", "create deployment", "admin", "");
    var deploy = tasks.add(order, _ -> {});
    deploy.begin();
    lock.take(deploy);
  }

  /**
   * A deployment of a changed manifest has just finished one instance and failed at another one:
   * each converge from now on takes both back, until one is done.
   *
   * @return the number of its task
   */
  public synchronized int deployBreaksOff(String finished, String failed) {
    return new BrokenDeploy(tasks, instances, time)
        .happens(Fleet.idOf(finished), Fleet.idOf(failed));
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
    instances.set(Fleet.idOf(instance), field, value);
  }

  /** The daily cleaning takes the task away: it is not found any more. */
  public synchronized void prunes(int task) {
    tasks.remove(task);
  }

  /** 303 is what the Director sends when it is spoken to without nginx in front. */
  public synchronized void redirectsWith(int status) {
    redirectStatus = status;
  }

  /** {@code bosh update-resurrection off}. */
  public synchronized void stopsResurrecting() {
    resurrects = false;
  }

  boolean resurrects() {
    return resurrects;
  }

  public void tokenExpires() {
    uaa.tokensExpire();
  }

  public void answers(int status) {
    faults.answers(status);
  }

  /** The next requests are answered so, whatever they ask; then it is well again. */
  public void answersNext(int status, int times) {
    faults.answersNext(status, times);
  }

  /** The next connections are closed without an answer; then it is well again. */
  public void closesNext(int times) {
    faults.closesNext(times);
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

  public void tap(Tap tap) {
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

  DirectorJobs jobs() {
    return jobs;
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

  /** Remembers that a recreate was accepted. */
  void accepted(String id) {
    recreates.merge(instances.name(id), 1, Integer::sum);
  }

  String user(Call call) {
    return caller(call).map(BoshClient::id).orElse("");
  }

  /** As the Director makes it: of the caller's own headers. */
  Answer redirect(Call call, DirectorTask task) {
    String forwarded = call.header("X-Forwarded-Proto");
    return Answer.empty(redirectStatus)
        .with(
            "Location",
            "%s://%s/tasks/%d"
                .formatted(
                    forwarded.isEmpty() ? "http" : forwarded, call.header("Host"), task.id()));
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

  private static Set<Integer> recorded() {
    return DirectorInstances.GROUPS.stream()
        .map(ConvergeScore::recordedAs)
        .collect(Collectors.toSet());
  }
}
