package pipelinelock.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import pipelinelock.world.ConcourseFacts.Check;
import pipelinelock.world.ConcourseFacts.Job;
import pipelinelock.world.ConcourseFacts.Pipeline;
import pipelinelock.world.ConcourseFacts.Resource;
import pipelinelock.world.ConcourseFacts.Version;
import pipelinelock.world.ConcourseFacts.Worker;
import pipelinelock.world.DirectorFacts.InstanceFact;

/** What a healthy installation of GOV.UK PaaS consists of, part by part. */
public final class Usual {
  /** Concourse's name for the worker VM: the first block of the instance's id, and more. */
  public static final String WORKER = "89f7a596-7a06-4cae-8565-981af56840e7";

  public static final String WEB = "cd83da7e-525b-4177-a2dc-7169892c1be8";

  /** Concourse's id of the locked pipeline. */
  public static final long PIPELINE_ID = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OTHER_JOBS =
      List.of(
          "continuous-smoke-tests",
          "rotate-cf-admin-password",
          "pipeline-check-lock",
          "pipeline-release-lock");

  private Usual() {}

  /** The steps of a build of the lock job, by the ids of their events' origins. */
  public static JsonNode lockPlan() {
    return json(
        """
        {"id":"a9","do":[
          {"id":"a2","in_parallel":{"steps":[
            {"id":"a0","get":{"name":"paas-cf","type":"git","resource":"paas-cf"}},
            {"id":"a1","get":{"name":"git-ssh-private-key","type":"s3-iam","resource":"git-ssh-private-key"}}]}},
          {"id":"a3","task":{"name":"init-pipeline-pool","privileged":false}},
          {"id":"a8","try":{"step":{"id":"a7","on_failure":{
            "step":{"id":"a4","task":{"name":"lock-the-pipeline","privileged":false}},
            "on_failure":{"id":"a6","on_success":{
              "step":{"id":"put","put":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}},
              "on_success":{"id":"a5","get":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}}}}}}}},
          {"id":"aa","task":{"name":"self-update-pipeline","privileged":false}},
          {"id":"ac","on_success":{
            "step":{"id":"ab","put":{"name":"pipeline-trigger","type":"semver-iam","resource":"pipeline-trigger"}},
            "on_success":{"id":"ad","get":{"name":"pipeline-trigger","type":"semver-iam","resource":"pipeline-trigger"}}}}]}
        """);
  }

  /** The steps of a build of the unlock job. */
  public static JsonNode unlockPlan() {
    return json(
        """
        {"id":"b9","do":[
          {"id":"b0","get":{"name":"pipeline-trigger","type":"semver-iam","resource":"pipeline-trigger"}},
          {"id":"b1","get":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}},
          {"id":"b7","try":{"step":{"id":"b6","on_success":{
            "step":{"id":"b2","task":{"name":"unlock-the-pipeline","privileged":false}},
            "on_success":{"id":"b5","on_success":{
              "step":{"id":"put","put":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}},
              "on_success":{"id":"b4","get":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}}}}}}}}]}
        """);
  }

  /** The steps of the operators' job that releases. */
  public static JsonNode releasePlan() {
    return json(
        """
        {"id":"r9","do":[
          {"id":"r0","get":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}},
          {"id":"r2","on_success":{
            "step":{"id":"put","put":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}},
            "on_success":{"id":"r1","get":{"name":"pipeline-pool","type":"pinned-pool","resource":"pipeline-pool"}}}}]}
        """);
  }

  /** A get of the trigger, and one task. */
  public static JsonNode taskPlan(String task) {
    return json(
        """
        {"id":"t9","do":[
          {"id":"t0","get":{"name":"pipeline-trigger","type":"semver-iam","resource":"pipeline-trigger"}},
          {"id":"task","task":{"name":"%s","privileged":false}}]}
        """
            .formatted(task));
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The locked pipeline, at rest. */
  public static Pipeline pipeline(Instant at, List<String> pathJobs) {
    return new Pipeline(
        PIPELINE_ID,
        "main",
        Setting.PIPELINE,
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        false,
        jobs(pathJobs),
        Stream.of("pipeline-pool", "paas-cf", "git-ssh-private-key", "pipeline-trigger")
            .map(it -> resource(it, at))
            .toList(),
        Optional.of(config()));
  }

  private static List<Job> jobs(List<String> pathJobs) {
    var all = new ArrayList<Job>();
    all.add(
        job(
            11,
            "pipeline-lock",
            List.of("paas-cf", "git-ssh-private-key"),
            List.of("pipeline-pool", "pipeline-trigger")));
    for (var name : pathJobs) {
      all.add(job(11 + all.size(), name, List.of("pipeline-trigger"), List.of()));
    }
    all.add(
        job(
            11 + all.size(),
            "pipeline-unlock",
            List.of("pipeline-trigger", "pipeline-pool"),
            List.of("pipeline-pool")));
    for (var name : OTHER_JOBS) {
      all.add(job(11 + all.size(), name, List.of("pipeline-pool"), List.of()));
    }
    return all;
  }

  /** A job that is not paused. */
  public static Job job(long id, String name, List<String> inputs, List<String> outputs) {
    return new Job(id, name, false, Optional.empty(), inputs, outputs, false);
  }

  /** A resource that was checked half a minute ago. */
  public static Resource resource(String name, Instant at) {
    return new Resource(
        name,
        name.equals("pipeline-pool") ? "pinned-pool" : "git",
        Optional.of(
            new Check(
                98_000 + name.length(),
                "succeeded",
                Optional.of(at.minusSeconds(30)),
                Optional.of(at.minusSeconds(28)))),
        Optional.of(at.minusSeconds(28)),
        List.of(new Version(771, Map.of("ref", "5b07861c"))));
  }

  private static JsonNode config() {
    return json(
        """
        {"jobs":[{"name":"pipeline-lock","plan":[{"task":"init-pipeline-pool","config":{"params":{"DISABLE_PIPELINE_LOCKING":""}}}]}]}
        """);
  }

  /** The worker of the VM of its own. */
  public static Worker worker(Instant at) {
    return worker(WORKER, List.of(), at);
  }

  /** The worker on the web VM. */
  public static Worker web(Instant at) {
    return worker(WEB, List.of("colocated-with-web"), at);
  }

  public static Worker worker(String name, List<String> tags, Instant at) {
    return new Worker(
        name,
        "running",
        tags,
        "",
        "linux",
        "2.5",
        Optional.of(at.minus(Duration.ofDays(9))),
        OptionalInt.empty(),
        0);
  }

  /** The Director, at rest, over the two VMs. */
  public static DirectorFacts director(Instant at) {
    return new DirectorFacts(
        "concourse",
        List.of(),
        List.of(),
        List.of(instance("concourse-worker", WORKER, at), instance("concourse", WEB, at)),
        "done",
        Optional.empty());
  }

  public static InstanceFact instance(String group, String id, Instant at) {
    return new InstanceFact(
        group,
        id,
        0,
        Optional.of("i-" + id.substring(0, 8)),
        "started",
        Optional.of("running"),
        false,
        Optional.of(at.minus(Duration.ofDays(9))));
  }

  /** Concourse at rest. */
  public static ConcourseFacts concourse(Instant at) {
    return new ConcourseFacts(
        "7.11.2",
        Setting.URL,
        Map.of("redact_secrets", false),
        ConcourseFacts.Reach.OPERATOR,
        List.of(pipeline(at, Setting.PATH_JOBS)),
        List.of(),
        List.of(),
        List.of(worker(at), web(at)));
  }

  /** A pool whose lock was given back at a time, by a run that ended well. */
  public static List<CommitFact> freePool(Instant released) {
    var claimed = released.minus(Duration.ofHours(5));
    return List.of(
        CommitFact.creation(released.minus(Duration.ofDays(400)), Setting.PIPELINE, Setting.LOCK),
        CommitFact.claim(
            claimed,
            CommitFact.RESOURCE,
            "main/create-cloudfoundry/pipeline-lock build 122 claiming: lock",
            Setting.PIPELINE,
            Setting.LOCK),
        CommitFact.release(
            released,
            CommitFact.RESOURCE,
            "main/create-cloudfoundry/pipeline-unlock build 122 unclaiming: lock",
            Setting.PIPELINE,
            Setting.LOCK));
  }
}
