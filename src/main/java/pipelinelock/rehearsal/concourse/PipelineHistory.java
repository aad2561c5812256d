package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import pipelinelock.rehearsal.http.Json;

/** The pipeline {@code create-cloudfoundry} as it is when the runbook's incident begins. */
final class PipelineHistory {
  static final int HUNG_BUILD = 5190;
  static final String LOCK_JOB = "pipeline-lock";

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

  static final String NEXT_RUN = "0.0.412";
  private static final String LAST_RUN = "0.0.411";
  private static final ObjectNode COMMIT = LockBuildEvents.COMMIT;
  private static final String FIRST_WORKER =
      ConcourseWorkers.name(ConcourseWorkers.WORKER_VM, ConcourseWorkers.FIRST_AGENT);
  private static final String FIRST_WEB =
      ConcourseWorkers.name(ConcourseWorkers.WEB_VM, ConcourseWorkers.SECOND_AGENT);

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
          finished(job, number, 5120 + step, now.minus(ofTheLastRun(step)));
        });
    finished("pipeline-check-lock", "41", 5171, now.minus(Duration.ofHours(30)));
    finished("pipeline-release-lock", "12", 5172, now.minus(Duration.ofDays(20)));
  }

  /**
   * Its claim and its release, as the pool's commits date them, lie in its first and last build.
   */
  private static Duration ofTheLastRun(int step) {
    return Duration.ofMinutes(480L - 178L * step / (PATH.size() - 1));
  }

  private void finished(String job, String number, int id, Instant start) {
    var build = new ConcourseBuild(ConcourseBuild.Name.of(id, job, number), by(job)).start(start);
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

  /** The push of the claim arrived, its answer never did: the step has been silent ever since. */
  private void hungBuild() {
    var name = ConcourseBuild.Name.of(HUNG_BUILD, LOCK_JOB, "123");
    var build = new ConcourseBuild(name, Optional.of("admin")).start(at(28));
    build.input("paas-cf", COMMIT).input("git-ssh-private-key", LockBuildEvents.KEY);
    var events = new LockBuildEvents(build, FIRST_WEB, FIRST_WORKER);
    events.reachTheClaim(at(26), Duration.ofSeconds(1));
    IntStream.of(22, 12, 2).forEach(second -> events.waits(at(second)));
    job(LOCK_JOB).add(build);
  }

  /** 53 minutes ago, and so many seconds before that. */
  private Instant at(int second) {
    return now.minus(Duration.ofMinutes(53).plusSeconds(second));
  }

  private ConcourseJob job(String name) {
    return jobs.computeIfAbsent(name, it -> new ConcourseJob(11 + jobs.size(), it));
  }
}
