package pipelinelock.diagnosis.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.UnseenWork;
import pipelinelock.wording.Outside;

/** The facts that a grave verdict lacks. What could not be read counts as running. */
public final class Missing {
  public static final String NOT_READ = "not read: ";

  private Missing() {}

  public static Optional<String> reason(String what, Fact<?> fact) {
    return switch (fact) {
      case Fact.Known<?> _ -> Optional.empty();
      case Fact.NotRead<?> no -> Optional.of(NOT_READ + what + ": " + no.reason());
    };
  }

  /** Facts that a source refused to give: no wait cures a wrong password or a missing role. */
  public static List<Fact.NotRead<?>> refused(Evidence evidence) {
    return Stream.<Stream<? extends Fact<?>>>of(
            Stream.of(
                evidence.lock(),
                evidence.holder(),
                evidence.concourse(),
                evidence.pipeline(),
                evidence.otherBuilds(),
                evidence.checks(),
                evidence.workers(),
                evidence.tasks(),
                evidence.directorLocks(),
                evidence.instances()),
            evidence.activity().values().stream(),
            evidence.preparation().values().stream())
        .flatMap(facts -> facts)
        .<Fact.NotRead<?>>mapMulti(
            (fact, keep) -> {
              if (fact instanceof Fact.NotRead<?> no && no.isRefused()) {
                keep.accept(no);
              }
            })
        .toList();
  }

  /**
   * What must be read before a lock may be given back, or a job rerun, while nothing seems to run.
   */
  public static List<String> forRelease(Evidence evidence) {
    var missing = new ArrayList<String>();
    reason("the Director's tasks", evidence.tasks()).ifPresent(missing::add);
    reason("the Director's locks", evidence.directorLocks()).ifPresent(missing::add);
    return missing;
  }

  /** What must be read before anything may be called hung. */
  public static List<String> forHung(Evidence evidence) {
    var missing = new ArrayList<>(forRelease(evidence));
    reason("the VMs", evidence.instances()).ifPresent(missing::add);
    if (!Judge.isLockingOff(evidence)) {
      reason("the lock", evidence.lock()).ifPresent(missing::add);
    }
    if (evidence.pipeline().isKnown()) {
      reason("the workers", evidence.workers()).ifPresent(missing::add);
      reason("the builds of other pipelines", evidence.otherBuilds()).ifPresent(missing::add);
      missing.addAll(foreignEvents(evidence));
      reason("the bot's own roles", evidence.account()).ifPresent(missing::add);
      if (!evidence.account().value().map(Account::admin).orElse(false)) {
        reason("the containers", evidence.containers()).ifPresent(missing::add);
      }
      missing.addAll(unseenWork(evidence));
    }
    return missing;
  }

  /** Work that the bot cannot see, which a recreate would end. */
  public static List<String> unseenWork(Evidence evidence) {
    return evidence.unseenWork().stream().map(Missing::unseen).toList();
  }

  private static String unseen(UnseenWork work) {
    return "not seen: worker %s has %s that belong to nobody the bot can see, probably to a team in which it has no role"
        .formatted(
            Outside.name(work.worker()),
            work.tasks() > 0
                ? count(work.tasks(), "running task")
                : count(work.containers(), "container"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static List<String> foreignEvents(Evidence evidence) {
    return evidence.otherBuilds().value().orElse(List.of()).stream()
        .filter(build -> build.status() == Build.Status.STARTED)
        .filter(build -> !isRead(evidence, build))
        .map(build -> NOT_READ + "the events of " + BuildNames.foreign(build))
        .toList();
  }

  private static boolean isRead(Evidence evidence, Build build) {
    var fact = evidence.activity().get(build.id());
    return fact != null && fact.isKnown();
  }
}
