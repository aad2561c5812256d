package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pipelinelock.rehearsal.http.Json;

/**
 * What a build of {@code pipeline-lock} writes to its log, as observed on a real 7.11.2.
 *
 * @param web the name of the worker on the web node, where its tasks run
 * @param worker the name of the worker on which its gets and puts run
 */
record LockBuildEvents(ConcourseBuild build, String web, String worker) {
  static final String PUT = "65d3a1e8:15";
  static final ObjectNode COMMIT = Json.object("ref", "23cdaeab8f0d0b5e7c1c1c3f0a7f7d5b2a9e4c61");
  static final ObjectNode KEY = Json.object("version_id", "Zx1");

  private static final String PAAS_CF = "65d3a1e8:2";
  private static final String PRIVATE_KEY = "65d3a1e8:4";
  private static final String INIT = "65d3a1e8:8";
  private static final String LOCK = "65d3a1e8:14";
  private static final String IMPLICIT_GET = "65d3a1e8:18";
  private static final String SELF_UPDATE = "65d3a1e8:26";
  private static final String TRIGGER_PUT = "65d3a1e8:35";
  private static final String TRIGGER_GET = "65d3a1e8:38";

  /**
   * All steps up to a claim that waits.
   *
   * @param each how long a step takes
   */
  void reachTheClaim(Instant start, Duration each) {
    gets(start, each);
    var init = start.plus(each);
    task(INIT, "init-pipeline-pool", "Already up to date.\r\n", 0, init);
    var lock = init.plus(each);
    var says = "About to lock. This job will fail and this is OK.\r\n";
    task(LOCK, "lock-the-pipeline", says, 1, lock);
    add(StepEvents.putBegins(PUT, worker, lock.plus(each)));
    build.add(
        BuildEvent.log(
            PUT, "claiming lock on: create-cloudfoundry\nwaiting for lock\n", lock.plus(each)));
  }

  void waits(Instant at) {
    build.add(BuildEvent.log(PUT, ".", at));
  }

  /**
   * A new web node goes through all steps again, and receives nothing from the process any more.
   */
  void reachTheClaimAgain(Instant at) {
    gets(at, Duration.ZERO);
    taskAgain(INIT, "init-pipeline-pool", 0, at);
    taskAgain(LOCK, "lock-the-pipeline", 1, at);
    add(StepEvents.putBegins(PUT, worker, at));
  }

  /** A new web node knows of the abort, and goes no further than the first step. */
  void interruptedByTheNewWeb(Instant at) {
    add(StepEvents.getBegins(PAAS_CF, worker, at));
    build.add(BuildEvent.error(PAAS_CF, "interrupted", at));
  }

  void interruptedAtTheClaim(Instant at) {
    build.add(BuildEvent.error(PUT, "interrupted", at));
  }

  void saysThatItClaimed(Instant at) {
    build.add(BuildEvent.log(PUT, "\nclaimed!\n", at));
  }

  /** The end of a put is reported with what it stored. */
  void claimed(String commit, Instant at) {
    var version = Json.object("ref", commit);
    build.add(StepEvents.putEnds(PUT, version, at));
    add(StepEvents.getBegins(IMPLICIT_GET, worker, at));
    add(StepEvents.getEnds(IMPLICIT_GET, version, at));
    build.output("pipeline-pool", version);
  }

  /** The put fails, its {@code try} swallows that, and the build goes on. */
  void putFails(String message, Instant at) {
    build.add(BuildEvent.error(PUT, message, at));
  }

  /** The steps after the claim; the last one starts the run. */
  void startTheRun(ObjectNode run, Instant at) {
    task(SELF_UPDATE, "self-update-pipeline", "self-update done\r\n", 0, at);
    add(StepEvents.putBegins(TRIGGER_PUT, worker, at));
    build.add(BuildEvent.log(TRIGGER_PUT, "bumped to " + run.path("number").asText() + "\n", at));
    build.add(StepEvents.putEnds(TRIGGER_PUT, run, at));
    add(StepEvents.getBegins(TRIGGER_GET, worker, at));
    add(StepEvents.getEnds(TRIGGER_GET, run, at));
    build.output("pipeline-trigger", run);
  }

  private void gets(Instant at, Duration each) {
    add(StepEvents.getBegins(PAAS_CF, worker, at));
    add(StepEvents.getBegins(PRIVATE_KEY, worker, at));
    add(StepEvents.getEnds(PAAS_CF, COMMIT, at.plus(each)));
    add(StepEvents.getEnds(PRIVATE_KEY, KEY, at.plus(each)));
  }

  private void task(String origin, String script, String says, int exit, Instant at) {
    add(StepEvents.taskBegins(origin, script, web, at));
    build.add(BuildEvent.stdout(origin, says, at));
    build.add(StepEvents.taskEnds(origin, exit, at));
  }

  private void taskAgain(String origin, String script, int exit, Instant at) {
    add(StepEvents.taskBegins(origin, script, web, at));
    build.add(StepEvents.taskEnds(origin, exit, at));
  }

  private void add(List<BuildEvent> events) {
    events.forEach(build::add);
  }
}
