package pipelinelock.ladder;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.vm.InstanceId;

/** How far a plan had to climb, and which rung cured. */
public record LadderProgress(Incident incident) {
  /** The VMs that the plan recreated. */
  public List<InstanceId> recreated() {
    return over(Step.Recreate.class, StepOutcome.DONE).mapToObj(this::instance).toList();
  }

  /** The VMs that it could leave alone. */
  public List<InstanceId> spared() {
    return over(Step.Recreate.class, StepOutcome.NOT_NEEDED).mapToObj(this::instance).toList();
  }

  /** Whether a build is over that it aborted. */
  public boolean aborted() {
    return over(Step.AbortBuild.class, StepOutcome.DONE).findAny().isPresent();
  }

  /** Whether it gave the lock back. */
  public boolean released() {
    return IntStream.concat(
            over(Step.GiveBack.class, StepOutcome.DONE),
            over(Step.ReleaseLock.class, StepOutcome.DONE))
        .findAny()
        .isPresent();
  }

  /** What was done to the VMs and to the lock, and what made the rest unnecessary. */
  public String sentence() {
    return Stream.of(vms(), why(), lock()).filter(it -> !it.isBlank()).collect(joining(" "));
  }

  private String vms() {
    var done = recreated();
    if (done.isEmpty()) {
      return "The abort was enough: no VM was recreated.";
    }
    String names = done.stream().map(InstanceId::toString).collect(joining(", then "));
    return spared().isEmpty()
        ? "Recreated and checked %s.".formatted(names)
        : "Recreated and checked %s; that was enough, so %s was left alone."
            .formatted(names, spared().stream().map(InstanceId::toString).collect(joining(", ")));
  }

  private String why() {
    return over(Step.Recreate.class, StepOutcome.NOT_NEEDED)
        .mapToObj(this::note)
        .findFirst()
        .orElse("");
  }

  private String lock() {
    return IntStream.concat(
            over(Step.GiveBack.class, StepOutcome.DONE),
            over(Step.GiveBack.class, StepOutcome.IGNORED))
        .mapToObj(this::note)
        .findFirst()
        .orElse("");
  }

  private IntStream over(Class<? extends Step> kind, StepOutcome outcome) {
    return IntStream.range(0, incident.steps().size())
        .filter(i -> kind.isInstance(incident.step(i)))
        .filter(i -> incident.steps().get(i) instanceof Over over && over.outcome() == outcome);
  }

  private String note(int step) {
    return Optional.of(incident.steps().get(step))
        .filter(Over.class::isInstance)
        .map(over -> ((Over) over).note())
        .orElse("");
  }

  private InstanceId instance(int step) {
    return ((Step.Recreate) incident.step(step)).instance();
  }
}
