package pipelinelock.rehearsal.bosh;

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
import pipelinelock.rehearsal.bosh.task.DirectorTasks;
import pipelinelock.rehearsal.bosh.task.RecreateWork;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.BasicCredentials;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.time.Ticker;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * A BOSH Director (v280.0.0) with its UAA: one deployment {@code concourse} of a worker and a web
 * VM. A plain recreate replays the recorded event log of task 260183 or 260216, byte for byte, on
 * its timetable divided by the speed; any other log is composed from what a real Director did to
 * instances in the same condition.
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
  private final VmLife life;
  private final DirectorJobs jobs;
  private final Map<String, Integer> recreates = new ConcurrentHashMap<>();
  private final SimulatedUaa uaa;
  private final Loopback server;
  private final Ticker ticker;

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
    life = new VmLife(instances, watcher);
    jobs = new DirectorJobs(tasks, instances, new RecreateWork.Setting(time, lock, life));
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

  /** A process of an instance, e.g. of {@link #WEB}, dies, and monit does not bring it back. */
  public synchronized void processDies(String instance, String process) {
    instances.processDies(idOf(instance), process);
  }

  /** It runs again, unless its VM is being replaced. */
  public synchronized void processRunsAgain(String instance) {
    instances.processRunsAgain(idOf(instance));
  }

  private static String idOf(String instance) {
    return instance.substring(instance.indexOf('/') + 1);
  }

  public void tap(Tap tap) {
    server.tap(tap);
  }

  @Override
  public void close() {
    ticker.close();
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

  VmLife life() {
    return life;
  }

  SimulatedUaa uaa() {
    return uaa;
  }

  WorldTime time() {
    return time;
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
    return Answer.empty(302)
        .with(
            "Location",
            "%s://%s/tasks/%d"
                .formatted(
                    forwarded.isEmpty() ? "http" : forwarded, call.header("Host"), task.id()));
  }

  private synchronized Answer answer(DirectorRoutes routes, Call call) {
    advance();
    return routes.answer(call);
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
