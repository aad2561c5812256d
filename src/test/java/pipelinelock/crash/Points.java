package pipelinelock.crash;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import pipelinelock.crash.KillPoints.KillPoint;
import pipelinelock.crash.KillPoints.When;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.concourse.SimulatedConcourse;
import pipelinelock.rehearsal.http.SeenRequest;

/** The points of an incident at which the bot is killed, by the request that it sends there. */
final class Points {
  private static final String WORKER = SimulatedDirector.WORKER;
  private static final String WEB = SimulatedDirector.WEB;

  /** What an incident that completes has on record. */
  static final List<String> EVENTS =
      List.of(
          "requested",
          "approved",
          "started",
          "step-intended",
          "step-ended",
          "task-accepted",
          "task-said",
          "task-ended",
          "ended");

  private final SimulatedWorld world;
  private final When when;
  private final List<KillPoint> points = new ArrayList<>();

  private Points(SimulatedWorld world, When when) {
    this.world = world;
    this.when = when;
  }

  /** Every point, each in this way. */
  static List<KillPoint> all(SimulatedWorld world, When when) {
    var points = new Points(world, when);
    points.ofPeople();
    points.ofConcourse();
    points.ofTasks();
    points.ofThread();
    return points.points;
  }

  /** At the commit of each kind of event, the first of its kind. */
  static List<KillPoint> commits(When when) {
    return EVENTS.stream()
        .map(
            type ->
                new KillPoint(
                    "committing " + type + ", " + when,
                    when,
                    at("SQL COMMIT").and(it -> it.body().contains("\"type\":\"" + type + "\""))))
        .toList();
  }

  /** The points of what is done, without those of what is posted. */
  static List<KillPoint> acts(SimulatedWorld world, When when) {
    var points = new Points(world, when);
    points.ofConcourse();
    points.ofTasks();
    return points.points;
  }

  /** Three times amid each task. */
  static List<KillPoint> amidTasks(SimulatedWorld world) {
    var all = new ArrayList<KillPoint>();
    for (var when : List.of(When.LOST, When.TAKEN, When.ANSWERED)) {
      var points = new Points(world, when);
      points.amid("worker", 260183);
      points.amid("web", 260216);
      all.addAll(points.points);
    }
    return all;
  }

  private void amid(String name, int task) {
    add("amid the task of the " + name, output(task).and(from(1, length(task))));
  }

  /** Only those at which a VM would be recreated twice. */
  static List<KillPoint> recreates(SimulatedWorld world, When when) {
    var points = new Points(world, when);
    points.add("asking for the worker", at("PUT .*/" + WORKER + "\\?state=recreate.*"));
    points.add("asking for the web node", at("PUT .*/" + WEB + "\\?state=recreate.*"));
    return points.points;
  }

  /** When the deployment is started again at the end, and looked for. */
  static List<KillPoint> starts(SimulatedWorld world, When when) {
    var points = new Points(world, when);
    points.add("starting the deployment", at("POST .*/jobs/pipeline-lock/builds"));
    if (when != When.LOST) {
      points.add(
          "looking at the deployment that was started",
          at("GET .*/pipelines/.*").and(_ -> Seen.starts(world) > 0));
    }
    return points.points;
  }

  private void add(String name, Predicate<SeenRequest> at) {
    points.add(new KillPoint(name + ", " + when, when, at));
  }

  private void ofPeople() {
    add("while it starts", at("POST /api/auth.test"));
    add("while it asks Slack who Ben is", call("users.info", "user=U0BEN"));
    add("while it asks Slack who Cleo is", call("users.info", "user=U0CLEO"));
  }

  private void ofConcourse() {
    add("pausing the job", at("PUT .*/jobs/pipeline-lock/pause"));
    add("aborting the build", at("PUT .*/builds/5190/abort"));
    add("looking whether the build has ended", at("GET .*/builds/5190").and(_ -> isAborted()));
    add("unpausing the job", at("PUT .*/jobs/pipeline-lock/unpause"));
  }

  private void ofTasks() {
    ofTask("worker", WORKER, 260183, () -> !isRecreated(WORKER));
    ofTask("web", WEB, 260216, () -> isRecreated(WORKER) && !isRecreated(WEB));
  }

  private void ofTask(String name, String instance, int task, Condition before) {

    add(
        "looking before the intent to recreate the " + name,
        at("GET /deployments/concourse/instances.*").and(_ -> isAborted() && before.holds()));
    add("asking for the " + name, at("PUT .*/" + instance + "\\?state=recreate"));
    if (when == When.LOST) {
      add("asking for the " + name + " again", at("PUT .*/" + instance + "\\?state=recreate"));
    }
    add("first look at the task of the " + name, at("GET /tasks/" + task));

    add(
        "at the end of the task of the " + name,
        output(task).and(from(length(task), length(task) + 1)));
    add(
        "looking at the new VM of the " + name,
        at("GET /deployments/concourse/instances.*").and(_ -> isRecreated(instance)));
  }

  private static Predicate<SeenRequest> output(int task) {
    return at("GET /tasks/%d/output\\?type=event".formatted(task));
  }

  private static int length(int task) {
    return Invariants.recording(task).getBytes(StandardCharsets.UTF_8).length;
  }

  private void ofThread() {
    // Which numbers the events have depends on what had to be waited for.
    for (var part :
        List.of(
            "root",
            "request",
            "event-[23]",
            "event-[45]",
            "event-[6-9]",
            "task-3",
            "task-4",
            "end")) {
      add("posting " + part, posting(part));
    }
    for (var part : List.of("request", "task-3", "task-4")) {
      add("editing " + part, call("chat.update", "\"part\":\"" + part + "\""));
    }
    add("reading its thread back", at("POST /api/conversations.replies"));
  }

  private interface Condition {
    boolean holds();
  }

  /** The build goes on all the same, until its worker is recreated. */
  private boolean isAborted() {
    return ConcourseScene.of(world.concourse()).wasAborted(SimulatedConcourse.HUNG_BUILD);
  }

  private boolean isRecreated(String instance) {
    return world.director().recreatesSeen(instance) > 0;
  }

  private static Predicate<SeenRequest> at(String line) {
    return request -> request.line().matches(line);
  }

  private static Predicate<SeenRequest> call(String method, String words) {
    return at("POST /api/" + method)
        .and(request -> URLDecoder.decode(request.body(), StandardCharsets.UTF_8).contains(words));
  }

  private static Predicate<SeenRequest> posting(String part) {
    var named = Pattern.compile("\"part\":\"" + part + "\"");
    return at("POST /api/chat.postMessage")
        .and(
            request ->
                named.matcher(URLDecoder.decode(request.body(), StandardCharsets.UTF_8)).find());
  }

  private static Predicate<SeenRequest> from(int first, int before) {
    return request -> {
      var range = request.headers().getOrDefault("range", "bytes=0-");
      int offset = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      return offset >= first && offset < before;
    };
  }
}
