package pipelinelock.diagnosis.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/**
 * Finds the worker that a build needs, and whether it is there, from Concourse's and BOSH's views
 * together.
 */
public final class WorkerSense {
  private final Evidence evidence;

  public WorkerSense(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The verdict that the build's worker is lost; empty while it is there, or not known. */
  public Optional<Verdict> lost(Scene scene, Build build) {
    var workers = evidence.workers().value();
    if (workers.isEmpty()) {
      return Optional.empty();
    }
    var silentSince = scene.lastSign(build).orElse(evidence.at());
    return scene
        .activity(build)
        .flatMap(BuildActivity::worker)
        .map(name -> condition(name, workers.get()).map(c -> new Lost(Optional.of(name), c)))
        .orElseGet(() -> noneRuns(workers.get()))
        .map(
            lost ->
                new Verdict.WorkerStalled(
                    build, lost.name(), lost.condition(), silentSince, vms(lost, workers.get())));
  }

  /** The verdict that no worker runs that could take a step of the build; empty where one does. */
  public Optional<Verdict> noneFor(Build build, Instant since) {
    return evidence
        .workers()
        .value()
        .flatMap(
            workers ->
                noneRuns(workers)
                    .map(
                        lost ->
                            new Verdict.WorkerStalled(
                                build, lost.name(), lost.condition(), since, vms(lost, workers))));
  }

  /** What is wrong with the worker under the build's open step; empty where nothing is. */
  public Optional<String> conditionOf(Scene scene, Build build) {
    return evidence
        .workers()
        .value()
        .flatMap(
            workers ->
                scene
                    .activity(build)
                    .flatMap(BuildActivity::worker)
                    .flatMap(name -> condition(name, workers)));
  }

  /** Whether no worker runs that could take a step; false where the workers could not be read. */
  public boolean noneRuns() {
    return evidence.workers().value().flatMap(this::noneRuns).isPresent();
  }

  /** The VM of the worker under the build's open step; empty if it is not known. */
  public Optional<InstanceId> vmUnder(Build build) {
    return Optional.ofNullable(evidence.activity().get(build.id()))
        .flatMap(Fact::value)
        .flatMap(BuildActivity::worker)
        .flatMap(this::vmOf);
  }

  /** The VM of the worker of this name; empty if it is not known. */
  public Optional<InstanceId> vmOf(String worker) {
    return instance(worker).map(Instance::id);
  }

  private record Lost(Optional<String> name, String condition) {}

  private Optional<String> condition(String name, List<Worker> workers) {
    var worker = workers.stream().filter(w -> w.name().equals(name)).findFirst();
    if (worker.isEmpty()) {
      return Optional.of("missing");
    }
    if (!worker.get().isRunning()) {
      return Optional.of(worker.get().state());
    }
    return instance(name)
        .filter(instance -> !instance.isRunning())
        .map(instance -> "on a VM that BOSH calls " + instance.jobState().orElse("gone"));
  }

  /** Steps without tags run only on workers without tags; the pool's steps have none. */
  private Optional<Lost> noneRuns(List<Worker> workers) {
    String team = evidence.environment().pipeline().team();
    boolean any = workers.stream().anyMatch(w -> w.isRunning() && w.takesUntagged(team));
    return any ? Optional.empty() : Optional.of(new Lost(Optional.empty(), "missing"));
  }

  private List<InstanceId> vms(Lost lost, List<Worker> workers) {
    if (lost.name().isPresent()) {
      return lost.name().flatMap(this::instance).map(Instance::id).stream().toList();
    }
    ConcourseDeployment deployment = evidence.environment().deployment();
    return evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> deployment.workerGroups().contains(instance.id().group()))
        .filter(instance -> !instance.isErrandAtRest())
        .filter(instance -> workers.stream().noneMatch(w -> w.isRunning() && isOn(w, instance)))
        .map(Instance::id)
        .toList();
  }

  private Optional<Instance> instance(String worker) {
    return evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> isOn(worker, instance))
        .findFirst();
  }

  private static boolean isOn(Worker worker, Instance instance) {
    return isOn(worker.name(), instance);
  }

  /** A worker is named for the first block of its instance's id (concourse-bosh-release). */
  private static boolean isOn(String worker, Instance instance) {
    String id = instance.id().id();
    return worker.startsWith(id.substring(0, id.indexOf('-') + 1));
  }
}
