package pipelinelock.terminal;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;
import pipelinelock.wording.UtcTime;

/** Every fact of the evidence, one a line. */
final class FactLines {
  private static final String NONE = "none";

  private FactLines() {}

  static List<FactLine> of(Evidence evidence) {
    var lines = new ArrayList<FactLine>();
    lines.add(FactLine.of("lock", evidence.lock(), FactLines::lock));
    lines.add(FactLine.of("lock history", evidence.lock(), FactLines::history));
    lines.add(FactLine.of("holder", evidence.holder(), FactLines::holder));
    lines.add(FactLine.of("version", evidence.concourse(), FactLines::version));
    lines.add(FactLine.of("the bot", evidence.account(), FactLines::account));
    lines.add(FactLine.of("pipeline", evidence.pipeline(), FactLines::pipeline));
    lines.add(FactLine.of("builds", evidence.pipeline(), FactLines::builds));
    lines.add(FactLine.of("other builds", evidence.otherBuilds(), FactLines::builds));
    new TreeMap<>(evidence.activity())
        .forEach(
            (id, fact) -> lines.add(FactLine.of("activity of " + id, fact, FactLines::activity)));
    new TreeMap<>(evidence.preparation())
        .forEach(
            (id, fact) -> lines.add(FactLine.of("why " + id + " waits", fact, FactLines::waits)));
    lines.add(
        FactLine.of("checks", evidence.checks(), it -> lines(it.stream().map(FactLines::of))));
    lines.add(
        FactLine.of(
            "locking",
            evidence.lockingSwitchedOff(),
            it -> it.map(FactLines::locking).orElse("not told")));
    lines.add(
        FactLine.of("workers", evidence.workers(), it -> lines(it.stream().map(FactLines::of))));
    lines.add(FactLine.of("containers", evidence.containers(), it -> containers(it, evidence)));
    lines.add(FactLine.of("tasks", evidence.tasks(), it -> lines(it.stream().map(FactLines::of))));
    lines.add(
        FactLine.of(
            "director locks",
            evidence.directorLocks(),
            it -> lines(it.stream().map(FactLines::of))));
    lines.add(
        FactLine.of(
            "instances", evidence.instances(), it -> lines(it.stream().map(FactLines::of))));
    if (!evidence.instances().isKnown()) {
      lines.add(FactLine.of("VMs", evidence.rows(), it -> lines(it.stream().map(FactLines::of))));
    }
    // Where nothing is open that could have been aborted, this is no question.
    if (!evidence.aborts().value().map(List::isEmpty).orElse(false)) {
      lines.add(
          FactLine.of("aborted", evidence.aborts(), it -> lines(it.stream().map(FactLines::of))));
    }
    return List.copyOf(lines);
  }

  private static String of(AskedAbort abort) {
    return "%s for %s at %s".formatted(abort.build(), abort.incident(), UtcTime.of(abort.at()));
  }

  private static String holder(HolderBuild holder) {
    return switch (holder) {
      case HolderBuild.Nobody _ -> NONE;
      case HolderBuild.Unnamed _ -> "the claim names no build";
      case HolderBuild.Found(var build) -> build(build);
      case HolderBuild.Gone(var ref, var namesake) ->
          ref
              + ", which Concourse does not know"
              + namesake.map(it -> "; its number was given again to " + build(it)).orElse("");
      case HolderBuild.Elsewhere(var ref, var build, var open) ->
          "not of this pipeline: "
              + build.map(FactLines::build).orElse(ref + ", which Concourse does not know")
              + (open.isEmpty() ? "; nothing of it is open" : "; open there: " + builds(open));
      case HolderBuild.OtherConcourse(var address) -> "a build of another Concourse: " + address;
      case HolderBuild.NotVisible(var ref, var role) ->
          "%s, which the bot may not see: it lacks the role %s in team %s"
              .formatted(ref, role, ref.team());
    };
  }

  private static String lock(PoolLock lock) {
    return place(lock.place()) + lock.moved().map(it -> " by " + of(it)).orElse("");
  }

  static String place(PoolLock.Place place) {
    return switch (place) {
      case CLAIMED -> "claimed";
      case UNCLAIMED -> "unclaimed";
      case BOTH -> "in both folders";
      case NEITHER -> "in neither folder";
    };
  }

  private static String history(PoolLock lock) {
    return lines(lock.history().stream().map(FactLines::of));
  }

  private static String of(LockCommit commit) {
    return "commit %s of %s: %s"
        .formatted(commit.shortId(), UtcTime.of(commit.at()), commit.subject());
  }

  private static String version(ConcourseVersion version) {
    return version.text()
        + (version.redactsSecrets() ? ", which holds back the dots of a waiting claim" : "");
  }

  private static String account(Account account) {
    var roles =
        new TreeMap<>(account.teams())
            .entrySet().stream()
                .map(it -> String.join(", ", it.getValue()) + " in team " + it.getKey());
    String found = roles.collect(joining("; "));
    return account.name()
        + (account.admin() ? ", admin" : "")
        + ": "
        + (found.isEmpty() ? "no role" : found);
  }

  /** Those in which a claim or release may live, and what no list explains. */
  private static String containers(List<Container> all, Evidence evidence) {
    var pool = evidence.environment().pipeline().poolResource();
    var puts =
        all.stream()
            .filter(it -> it.isKept() && it.isPutOf(pool))
            .map(
                it ->
                    "%s of build %s on %s"
                        .formatted(
                            it.step(), it.buildId().map(String::valueOf).orElse("?"), it.worker()));
    var unseen =
        evidence.unseenWork().stream()
            .map(
                it ->
                    "%s has %d containers and %d tasks more than the bot is shown"
                        .formatted(it.worker(), it.containers(), it.tasks()));
    return lines(Stream.of(Stream.of(all.size() + " in all"), puts, unseen).flatMap(it -> it));
  }

  private static String pipeline(PipelineState state) {
    String paused =
        state.jobs().stream().filter(Job::paused).map(FactLines::paused).collect(joining(", "));
    return "%s%s, %d jobs%s"
        .formatted(
            state.paused() ? "paused" + by(state.pausedBy()) : "not paused",
            state.archived() ? ", archived" : "",
            state.jobs().size(),
            paused.isEmpty() ? "" : ", of them paused: " + paused);
  }

  private static String paused(Job job) {
    return job.name() + by(job.pausedBy());
  }

  private static String by(Optional<String> who) {
    return who.map(it -> " (by " + it + ")").orElse("");
  }

  private static String builds(PipelineState state) {
    return builds(state.builds());
  }

  private static String builds(List<Build> builds) {
    return lines(builds.stream().map(FactLines::build));
  }

  private static String build(Build build) {
    return "%s, id %d, %s%s%s%s%s"
        .formatted(
            build.ref(),
            build.id(),
            build.status().text(),
            time(", started ", build.startedAt()),
            time(", ended ", build.endedAt()),
            build.startedBy().map(it -> ", by " + it).orElse(""),
            build.run().map(it -> ", run " + it).orElse(""));
  }

  private static String activity(BuildActivity it) {
    return "pool step %s%s%s%s%s"
        .formatted(
            it.poolPut().name().toLowerCase(java.util.Locale.ROOT),
            it.worker().map(" on "::concat).orElse(" on no worker"),
            time(", its last event ", it.lastPoolEvent()),
            time(", the build's ", it.lastEvent()),
            it.error().map(error -> ", error: " + error).orElse(""));
  }

  private static String waits(Preparation it) {
    var reasons = new ArrayList<String>();
    if (it.pausedPipeline()) {
      reasons.add("the pipeline is paused");
    }
    if (it.pausedJob()) {
      reasons.add("the job is paused");
    }
    if (it.behindOtherBuilds()) {
      reasons.add("other builds come first");
    }
    it.blockedInputs().forEach(input -> reasons.add("input " + input + " is blocked"));
    new TreeMap<>(it.missingInputs()).forEach((input, why) -> reasons.add(input + ": " + why));
    return reasons.isEmpty() ? "nothing holds it back" : String.join(", ", reasons);
  }

  private static String of(ResourceCheck it) {
    return it.resource()
        + " "
        + it.status()
        + time(", started ", it.startedAt())
        + time(", last checked ", it.lastChecked());
  }

  private static String locking(boolean off) {
    return off ? "switched off by the pipeline" : "on";
  }

  private static String of(Worker it) {
    return "%s %s%s%s, %d containers"
        .formatted(
            it.name(),
            it.state(),
            it.tags().isEmpty() ? "" : " [" + String.join(", ", it.tags()) + "]",
            it.takes().team().map(" for team "::concat).orElse(""),
            it.load().containers());
  }

  private static String of(DirectorTask it) {
    return "%d %s (%s) by %s%s"
        .formatted(
            it.id(),
            it.state().text(),
            it.description(),
            it.user(),
            it.deployment().map(" on "::concat).orElse(""));
  }

  private static String of(DirectorLock it) {
    return "%s %s%s"
        .formatted(it.type(), it.resource(), it.taskId().map(id -> " by task " + id).orElse(""));
  }

  private static String of(Instance it) {
    return "%s %s%s".formatted(it.id(), state(it), it.ignored() ? ", ignored" : "");
  }

  private static String of(InstanceRow it) {
    return it.id()
        + it.cid()
            .map(cid -> " on VM " + cid + it.az().map(" in "::concat).orElse(""))
            .orElse(it.expectsVm() ? " without a VM" : " without a VM, and needs none");
  }

  static String state(Instance it) {
    if (it.isErrandAtRest()) {
      return "an errand, at rest";
    }
    return it.cid().isEmpty() ? "without a VM" : it.jobState().orElse("not told");
  }

  private static String time(String lead, Optional<Instant> at) {
    return at.map(it -> lead + UtcTime.of(it)).orElse("");
  }

  private static String lines(Stream<String> items) {
    String all = items.collect(joining("\n"));
    return all.isEmpty() ? NONE : all;
  }
}
