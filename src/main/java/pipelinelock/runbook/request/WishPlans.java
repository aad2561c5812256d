package pipelinelock.runbook.request;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.ladder.Blindness;
import pipelinelock.runbook.Retry;
import pipelinelock.runbook.blind.BlindPlan;
import pipelinelock.runbook.plan.Ending;
import pipelinelock.runbook.plan.PlanMaker;
import pipelinelock.runbook.plan.RecreateTerms;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.vm.InstanceId;

/**
 * The plan behind a person's request according to one look: the whole plan, and the part of it that
 * the person named.
 *
 * @param incidents which may have left a part of a plan undone
 */
record WishPlans(Incidents incidents, Platform platform, Diagnosis diagnosis) {
  /** What the wish comes to by this look; empty where there is nothing to ask for. */
  Optional<CureWish> concrete(CureWish wish) {
    return wish instanceof LightestWish lightest
        ? PlanMaker.whatCures(diagnosis).map(lightest::as)
        : Optional.of(wish);
  }

  /** All of what the verdict offers of it; empty where it offers nothing. */
  Optional<Plan> whole(CureWish wish) {
    return switch (wish) {
      case RecreateWish recreate -> recreate(terms(recreate), _ -> true);
      case LighterWish lighter -> PlanMaker.plan(lighter.kind(), diagnosis, ending(lighter));
      case BlindWish blind ->
          BlindPlan.of(
              diagnosis.evidence(), blind.options(), platform.policies().blindTakesWorkers());
      case LightestWish _ -> Optional.empty(); // it is made concrete before
    };
  }

  /** Whether a blind recreate is configured, and this look calls for one. */
  boolean mayBeBlind() {
    return platform.policies().find(CureKind.BLIND).isPresent()
        && Blindness.of(diagnosis.evidence()) instanceof Blindness.Blind;
  }

  /** Why this look calls for no blind recreate, a clause. */
  String whyNotBlind() {
    return BlindPlan.why(diagnosis.evidence(), platform.policies().blindTakesWorkers());
  }

  private RecreateTerms terms(RecreateWish wish) {
    return new RecreateTerms(wish.options(), ending(wish));
  }

  /** It gives nothing back where a release alone would take more than this cure does. */
  private Ending ending(CureWish wish) {
    var policies = platform.policies();
    var unsaid = policies.startsAgain() ? Ending.Start.WHERE_OWED : Ending.Start.NO;
    return new Ending(
        !wish.finish().keepsClaim() && policies.coverRelease(wish.kind()),
        wish.finish()
            .startsAgain()
            .map(yes -> yes ? Ending.Start.YES : Ending.Start.NO)
            .orElse(unsaid),
        wish.finish().follows().orElse(policies.follows()));
  }

  /** Those that the person named, or all. */
  Offer.Choice part(CureWish wish, Plan whole) {
    return wish instanceof RecreateWish recreate && !recreate.only().isEmpty()
        ? among(whole).choose(recreate.only())
        : new Offer.Choice.Part(targets(whole));
  }

  /** The plan of that part; empty for a wish that has no parts. */
  Optional<Plan> narrowed(CureWish wish, Offer.Choice choice) {
    return wish instanceof RecreateWish recreate && choice instanceof Offer.Choice.Part(var part)
        ? recreate(terms(recreate), part::contains)
        : Optional.empty();
  }

  private static List<InstanceId> targets(Plan plan) {
    return plan.recreates().stream().map(Step.Recreate::instance).toList();
  }

  /** What people should know of a part, a sentence. */
  static List<String> leftOut(Plan whole, Plan plan) {
    var left = new ArrayList<>(targets(whole));
    left.removeAll(targets(plan));
    return left.isEmpty()
        ? List.of()
        : List.of(
            "It is a part of what the verdict offers. Left as %s: %s."
                .formatted(
                    left.size() == 1 ? "it is" : "they are",
                    left.stream().map(InstanceId::toString).collect(joining(", "))));
  }

  /** The VMs among which a person may choose; empty where no recreate may be asked for. */
  Optional<Offer> offer() {
    var plain = new Ending(true, Ending.Start.NO, FollowsUntil.CLAIM);
    return recreate(new RecreateTerms(Set.of(), plain), _ -> true).map(this::among);
  }

  private Optional<Plan> recreate(RecreateTerms terms, Predicate<InstanceId> part) {
    return Retry.plan(incidents, platform.environment().name(), diagnosis, terms, part);
  }

  private Offer among(Plan whole) {
    var targets = targets(whole);
    var web = platform.environment().deployment().webGroups();
    var byKind =
        diagnosis.evidence().instances().value().orElse(List.of()).stream()
            .filter(it -> targets.contains(it.id()))
            .sorted(Comparator.comparingInt(it -> targets.indexOf(it.id())))
            .collect(Collectors.partitioningBy(it -> web.contains(it.id().group())));
    return new Offer(byKind.getOrDefault(false, List.of()), byKind.getOrDefault(true, List.of()));
  }
}
