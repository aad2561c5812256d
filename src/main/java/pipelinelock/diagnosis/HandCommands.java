package pipelinelock.diagnosis;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Shortlist;

/** The commands that a person has to type where no button helps. */
final class HandCommands {
  private static final String SUMMARY = "bosh -d %s ssh %s -c 'sudo monit summary'";
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9._/@%+=:,-]+");

  private HandCommands() {}

  static Cure brokenPool(Evidence evidence) {
    return new Cure.RepairByHand(
        "make sure that no deployment runs, then leave the lock in exactly one folder",
        evidence.lock().value().map(HandCommands::git).orElse(List.of()));
  }

  /** An open run may hold the lock, so there is nothing to type yet. */
  static Cure brokenPoolLater(List<Build> open) {
    return new Cure.RepairByHand(
        "wait until %s has ended, for it may hold the lock; only then leave the lock in exactly one folder"
            .formatted(BuildNames.builds(open)),
        List.of());
  }

  private static List<String> git(PoolLock lock) {
    String pool = Outside.name(lock.pool());
    String claimed = shell(pool + "/claimed/" + Outside.name(lock.name()));
    String unclaimed = shell(pool + "/unclaimed/" + Outside.name(lock.name()));
    String look = "git log -5 --stat -- " + shell(pool);
    return switch (lock.place()) {
      case BOTH ->
          List.of(
              look,
              "git rm " + claimed,
              "git commit -m " + shell("unclaiming: " + Outside.name(lock.name())),
              "git push");
      case NEITHER ->
          List.of(
              look,
              "mkdir -p " + shell(pool + "/unclaimed"),
              "touch " + unclaimed,
              "git add " + unclaimed,
              "git commit -m " + shell("adding unclaimed: " + Outside.name(lock.name())),
              "git push");
      case CLAIMED, UNCLAIMED -> List.of(look);
    };
  }

  static List<Cure> claimLoops(Evidence evidence, Verdict.ClaimLoopsThoughFree verdict) {
    LockedPipeline names = evidence.environment().pipeline();
    return List.of(
        new Cure.RepairByHand(
            "compare repository, branch, pool and the right to push of resource "
                + Outside.name(names.poolResource())
                + " with those of this bot, then abort "
                + BuildNames.build(verdict.build()),
            List.of(
                fly(evidence)
                    + "get-pipeline -p "
                    + shell(names.name())
                    + " | grep -A 12 "
                    + shell("name: " + names.poolResource()))));
  }

  static List<Cure> lostWorker(Evidence evidence, Verdict.WorkerStalled verdict) {
    return List.of(
        new Cure.RepairByHand(
            "no VM of the deployment fits this worker: prune it, so that its builds end",
            verdict.worker().stream()
                .map(name -> fly(evidence) + "prune-worker -w " + shell(Outside.name(name)))
                .toList()));
  }

  static List<Cure> webVm(Evidence evidence, Verdict.WebStuck verdict) {
    return List.of(
        new Cure.RepairByHand(
            "look at the web VM itself: a deployment may be open, and would repeat its steps",
            forEach(verdict.instances(), evidence, SUMMARY).toList()));
  }

  /**
   * The bot recreates nothing while Concourse does not say what runs; a person may know.
   *
   * @param instances that may be recreated
   */
  static List<Cure> silentWebVm(
      Evidence evidence, Verdict.WebStuck verdict, List<InstanceId> instances) {
    return List.of(
        new Cure.RepairByHand(
            "look at the web VM itself, and recreate it if it does not come back: the lock is free,"
                + " but Concourse does not say what runs, so the bot leaves that to you",
            Stream.concat(
                    forEach(verdict.instances(), evidence, SUMMARY),
                    forEach(instances, evidence, "bosh -d %s recreate %s"))
                .toList()));
  }

  private static Stream<String> forEach(
      List<InstanceId> instances, Evidence evidence, String command) {
    String deployment = shell(evidence.environment().deployment().name());
    return instances.stream().map(id -> command.formatted(deployment, shell(id.toString())));
  }

  /** A wrong password or a missing role stays what it is, however long one waits. */
  static Cure account(List<Fact.NotRead<?>> refused) {
    String sources =
        refused.stream().map(fact -> fact.source().text()).distinct().collect(joining(" and "));
    return new Cure.RepairByHand(
        "correct the password or the rights of this bot's account at %s, for waiting does not cure that: %s"
            .formatted(
                sources,
                Shortlist.of(refused.stream().map(Fact.NotRead::reason).distinct().toList())),
        List.of());
  }

  /** Whatever is run again errs at once there. */
  static Cure noWorker(Evidence evidence, List<Build> then) {
    var groups = evidence.environment().deployment().workerGroups();
    var vms =
        evidence.instances().value().orElse(List.of()).stream()
            .map(Instance::id)
            .filter(id -> groups.contains(id.group()))
            .toList();
    return new Cure.RepairByHand(
        "get a worker back first, for none runs that could take a step; then run %s again"
            .formatted(BuildNames.builds(then)),
        Stream.concat(Stream.of(fly(evidence) + "workers"), forEach(vms, evidence, SUMMARY))
            .toList());
  }

  static Cure input(Evidence evidence, Verdict.StuckPending verdict) {
    LockedPipeline names = evidence.environment().pipeline();
    String resource = verdict.detail().split(":", 2)[0];
    return switch (verdict.cause()) {
      case CHECK_FAILS, NO_INPUT ->
          new Cure.RepairByHand(
              "read the error of the check of " + Outside.name(resource) + " first",
              List.of(
                  fly(evidence)
                      + "check-resource -r "
                      + shell(names.name() + "/" + Outside.name(resource))));
      case CHECK_HANGS, SCHEDULER, ABORTED_BUILD_STAYS, BEHIND_A_SILENT_BUILD, GHOST ->
          new Cure.RepairByHand(
              "look at the builds of the job and its serial groups",
              List.of(fly(evidence) + "builds -j " + shell(names.name() + "/" + names.lockJob())));
    };
  }

  private static String fly(Evidence evidence) {
    return "fly -t " + evidence.environment().name() + " ";
  }

  /** One word of a shell, whatever is in it. */
  static String shell(String word) {
    return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
