package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The pipeline {@code create-cloudfoundry} as the runbook's incident finds it. */
final class PipelineHistory {
  static final int HUNG_BUILD = 5190;
  static final String LOCK_JOB = "pipeline-lock";

  /** The put step that claims the lock, in every build of the lock job. */
  static final String PUT = "65d3a1e8:15";

  /** The jobs between lock and unlock in the order of the pipeline. */
  static final List<String> PATH =
      List.of(
          LOCK_JOB,
          "generate-secrets",
          "pre-deploy",
          "app-availability-tests",
          "internal-app-availability-tests",
          "api-availability-tests",
          "cf-terraform",
          "psn-terraform",
          "az-healthcheck-terraform",
          "generate-cf-config",
          "cf-deploy",
          "app-autoscaler-deploy",
          "prometheus-deploy",
          "post-cf-deploy",
          "post-bosh-deploys",
          "smoke-tests",
          "acceptance-tests",
          "custom-acceptance-tests",
          "custom-broker-acceptance-tests",
          "app-autoscaler-acceptance-tests",
          "bosh-tests",
          "rotate-certs",
          "check-certificates-after-rotation",
          "tag-release",
          "pipeline-unlock");

  private static final String LAST_RUN = "0.0.411";
  private static final ObjectNode COMMIT =
      Json.object("ref", "23cdaeab8f0d0b5e7c1c1c3f0a7f7d5b2a9e4c61");

  private final Map<String, ConcourseJob> jobs = new LinkedHashMap<>();
  private final Instant now;

  private PipelineHistory(Instant now) {
    this.now = now;
  }

  static Map<String, ConcourseJob> of(Instant now) {
    var history = new PipelineHistory(now);
    history.lastRun();
    history.hungBuild();
    return history.jobs;
  }

  static ObjectNode run(String number) {
    return Json.object("number", number);
  }

  private void lastRun() {
    var steps = IntStream.range(0, PATH.size()).boxed().toList();
    steps.forEach(
        step -> {
          var job = PATH.get(step);
          var number = job.equals(LOCK_JOB) ? "122" : job.equals("pipeline-unlock") ? "88" : "118";
          finished(job, number, 5120 + step, now.minus(Duration.ofMinutes(480L - 7L * step)));
        });
    finished("pipeline-check-lock", "41", 5171, now.minus(Duration.ofHours(30)));
    finished("pipeline-release-lock", "12", 5172, now.minus(Duration.ofDays(20)));
  }

  private void finished(String job, String number, int id, Instant start) {
    var build = new ConcourseBuild(new ConcourseBuild.Name(id, job, number), by(job)).start(start);
    build.input("paas-cf", COMMIT);
    if (job.equals(LOCK_JOB)) {
      build.output("pipeline-trigger", run(LAST_RUN));
    } else if (PATH.contains(job)) {
      build.input("pipeline-trigger", run(LAST_RUN));
    }
    build.end("succeeded", start.plus(Duration.ofMinutes(5)));
    job(job).add(build);
  }

  private static Optional<String> by(String job) {
    return PATH.contains(job) && !job.equals(LOCK_JOB) ? Optional.empty() : Optional.of("admin");
  }

  private void hungBuild() {
    var name = new ConcourseBuild.Name(HUNG_BUILD, LOCK_JOB, "123");
    var build = new ConcourseBuild(name, Optional.of("admin")).start(at(28));
    build.input("paas-cf", COMMIT).input("git-ssh-private-key", Json.object("version_id", "Zx1"));
    beforeTheClaim(build);
    claim(build);
    job(LOCK_JOB).add(build);
  }

  private void beforeTheClaim(ConcourseBuild build) {
    for (String get : List.of("65d3a1e8:2", "65d3a1e8:4")) {
      build.add(BuildEvent.step("initialize-get", "2.0", get, at(28)));
      build.add(BuildEvent.step("start-get", "1.0", get, at(27)));
      build.add(BuildEvent.finished("finish-get", "5.1", get, 0, at(26)));
    }
    task(build, "65d3a1e8:8", "Already up to date.\n", 0, 26);
    task(build, "65d3a1e8:14", "About to lock. This job will fail and this is OK.\n", 1, 25);
  }

  private void task(ConcourseBuild build, String origin, String says, int exit, int second) {
    build.add(BuildEvent.step("initialize-task", "4.0", origin, at(second)));
    build.add(BuildEvent.step("start-task", "5.0", origin, at(second)));
    build.add(BuildEvent.log(origin, says, at(second - 1)));
    build.add(BuildEvent.finished("finish-task", "4.0", origin, exit, at(second - 1)));
  }

  /** The push of the claim arrived, its answer never did: the step has been silent ever since. */
  private void claim(ConcourseBuild build) {
    build.add(BuildEvent.step("initialize-put", "2.0", PUT, at(24)));
    build.add(BuildEvent.selectedWorker(PUT, "89f7a596-0000-4000-8000-00000000a001", at(24)));
    build.add(BuildEvent.step("start-put", "1.0", PUT, at(24)));
    build.add(BuildEvent.log(PUT, "claiming lock on: create-cloudfoundry\n", at(23)));
    build.add(BuildEvent.log(PUT, "waiting for lock\n", at(23)));
    for (int second : List.of(22, 12, 2)) {
      build.add(BuildEvent.log(PUT, ".", at(second)));
    }
  }

  /** 53 minutes ago, and so many seconds before that. */
  private Instant at(int second) {
    return now.minus(Duration.ofMinutes(53).plusSeconds(second));
  }

  private ConcourseJob job(String name) {
    return jobs.computeIfAbsent(name, it -> new ConcourseJob(11 + jobs.size(), it));
  }
}
