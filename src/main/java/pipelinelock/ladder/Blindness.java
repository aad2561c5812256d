package pipelinelock.ladder;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.judge.RecreateTargets;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/**
 * Whether Concourse gives no sign of life, while the lock's repository and the Director report all
 * that they are asked. Silence does not prove that nothing runs, nor that Concourse is dead: the
 * way to it may be.
 */
public sealed interface Blindness {
  /** If these processes run, no worker hides under another name. */
  Set<String> NO_WORKER =
      Set.of("web", "atc", "tsa", "uaa", "credhub", "postgres", "bosh-dns", "bosh-dns-healthcheck");

  /**
   * Concourse is silent.
   *
   * @param web its web VMs that may be recreated; those first that BOSH sees failing
   * @param withWorker those of them that carry a worker, or of which that is not known
   */
  record Blind(List<InstanceId> web, List<InstanceId> withWorker) implements Blindness {
    public Blind {
      web = List.copyOf(web);
      withWorker = List.copyOf(withWorker);
    }
  }

  /**
   * Concourse answers, if only with a refusal.
   *
   * @param seen what shows it, a clause
   */
  record Sees(String seen) implements Blindness {}

  /**
   * It is not known whether Concourse is silent, or what else goes on.
   *
   * @param why a clause
   */
  record Unclear(String why) implements Blindness {}

  /** By the look of this moment. */
  static Blindness of(Evidence evidence) {
    return asked(evidence)
        .flatMap(fact -> answer(fact).stream())
        .findFirst()
        .<Blindness>map(Sees::new)
        .or(() -> unclear(evidence).map(Unclear::new))
        .orElseGet(() -> blind(evidence));
  }

  /** All that only Concourse knows. */
  static Stream<Fact<?>> asked(Evidence evidence) {
    return Stream.of(
        evidence.concourse(),
        evidence.pipeline(),
        evidence.account(),
        evidence.otherBuilds(),
        evidence.workers(),
        evidence.containers(),
        evidence.checks(),
        evidence.lockingSwitchedOff());
  }

  private static Optional<String> answer(Fact<?> fact) {
    return switch (fact) {
      case Fact.Known<?> _ -> Optional.of("Concourse answers");
      case Fact.NotRead<?> no ->
          switch (no.kind()) {
            case UNAUTHORISED, FORBIDDEN, NOT_FOUND, REFUSED, BUSY ->
                Optional.of("Concourse answers, if only to refuse: " + no.reason());
            case UNREACHABLE, UNTRUSTED, TIMED_OUT, AWAITED, BROKEN, GARBAGE, UNREADY ->
                Optional.empty();
          };
    };
  }

  private static Optional<String> unclear(Evidence evidence) {
    if (!evidence.environment().pipeline().locking()) {
      return Optional.of("this environment has no lock, so git does not say who deployed last");
    }
    return unread(evidence)
        .or(() -> notSilent(evidence))
        .or(() -> boshWorks(evidence))
        .or(() -> noWeb(evidence));
  }

  private static Optional<String> unread(Evidence evidence) {
    return Stream.<Fact<?>>of(
            evidence.lock(), evidence.tasks(), evidence.directorLocks(), evidence.instances())
        .filter(Fact.NotRead.class::isInstance)
        .map(fact -> ((Fact.NotRead<?>) fact).reason())
        .findFirst();
  }

  /** An answer that cannot be understood, or a wrong certificate, is no silence. */
  private static Optional<String> notSilent(Evidence evidence) {
    return asked(evidence)
        .filter(fact -> fact instanceof Fact.NotRead<?> no && !no.isSilence())
        .map(fact -> ((Fact.NotRead<?>) fact).reason())
        .findFirst();
  }

  private static Optional<String> boshWorks(Evidence evidence) {
    return evidence.tasks().value().orElseThrow().stream()
        .map(task -> "BOSH works on task %d (%s)".formatted(task.id(), task.description()))
        .findFirst()
        .or(
            () ->
                evidence.directorLocks().value().orElseThrow().stream()
                    .filter(lock -> lock.isHeldAt(evidence.at()))
                    .map(lock -> "BOSH holds its lock on " + lock.resource())
                    .findFirst());
  }

  private static Optional<String> noWeb(Evidence evidence) {
    return web(evidence).isEmpty()
        ? Optional.of("BOSH lists no web VM that may be recreated")
        : Optional.empty();
  }

  private static Blind blind(Evidence evidence) {
    var web = web(evidence);
    var withWorker =
        evidence.instances().value().orElseThrow().stream()
            .filter(instance -> web.contains(instance.id()))
            .filter(Blindness::mayCarryAWorker)
            .map(Instance::id)
            .toList();
    return new Blind(web, withWorker);
  }

  /**
   * Whether a worker goes with this VM. A VM that does not say what runs on it may carry one, and a
   * process whose name nobody foresaw may be its own word for one.
   */
  static boolean mayCarryAWorker(Instance instance) {
    return instance.processes().isEmpty()
        || instance.processes().stream().anyMatch(it -> !NO_WORKER.contains(it.name()));
  }

  private static List<InstanceId> web(Evidence evidence) {
    var running =
        evidence.instances().value().orElse(List.of()).stream()
            .filter(Instance::isRunning)
            .map(Instance::id)
            .toList();
    return RecreateTargets.web(evidence).stream()
        .sorted(Comparator.comparing(running::contains))
        .toList();
  }
}
