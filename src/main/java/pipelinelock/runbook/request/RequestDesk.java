package pipelinelock.runbook.request;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.proof.SeenFacts;
import pipelinelock.ladder.Way;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.restart.Predecessor;
import pipelinelock.runbook.twin.Twins;

/**
 * Takes requests: looks, checks that the verdict offers the cure, makes the plan, and opens the
 * incident.
 */
public final class RequestDesk {
  private final Platforms platforms;
  private final Lookout lookout;
  private final Incidents incidents;
  private final ApprovalProspect prospect;
  private final Twins twins;
  private final SeenFacts facts;

  /**
   * @param facts keeps what a request rests on
   */
  public RequestDesk(
      Platforms platforms,
      Lookout lookout,
      Incidents incidents,
      Electorate electorate,
      Twins twins,
      SeenFacts facts) {
    this.platforms = platforms;
    this.lookout = lookout;
    this.incidents = incidents;
    this.prospect = new ApprovalProspect(electorate);
    this.twins = twins;
    this.facts = facts;
  }

  /**
   * What came of a request.
   *
   * @param incident the one that was begun, or the one in the way; empty when there is none
   */
  public record Answer(Decision decision, Optional<Incident> incident) {}

  /**
   * Asks for a cure that the verdict offers. Takes as long as two looks when a hung verdict has to
   * be confirmed.
   *
   * @param tell receives the reason why it takes longer, a sentence for the person who asked
   */
  public Answer request(EnvironmentName name, Person person, CureWish wish, Consumer<String> tell) {
    return request(name, Asker.of(person), wish, tell);
  }

  /**
   * Asks by itself, where a hang persists and nobody asked: for whatever cures, from the lightest
   * rung up.
   *
   * @param bot the bot's own account
   * @param reason for the people who approve and for the record
   */
  public Answer requestByItself(EnvironmentName name, UserId bot, String reason) {
    var wish = new LightestWish(reason, Finish.USUAL);
    return request(name, Asker.theBot(bot), wish, _ -> {});
  }

  private Answer request(EnvironmentName name, Asker person, CureWish wish, Consumer<String> tell) {
    var platform = platforms.get(name);
    var refused =
        incidents
            .frozen()
            .or(() -> notConfigured(platform, wish))
            .or(() -> person.refusal(admission(platform, wish), wish));
    if (refused.isPresent()) {
      return new Answer(refused.get(), Optional.empty());
    }
    var open = incidents.openIn(name);
    if (open.isPresent()) {
      return new Answer(Incidents.inTheWay(open.get()), open);
    }
    return switch (propose(platform, person, wish, tell)) {
      case Proposal.None(var why) -> new Answer(why, Optional.empty());
      case Proposal.Possible possible -> begin(name, person, wish, possible);
    };
  }

  private Answer begin(
      EnvironmentName name, Asker person, CureWish wish, Proposal.Possible possible) {
    var frozen = incidents.frozen(); // the looks took their time
    if (frozen.isPresent()) {
      return new Answer(frozen.get(), Optional.empty());
    }
    facts.keep(possible.evidence().fingerprint(), possible.facts());
    var result =
        incidents.request(
            new Requested(
                name,
                person.id(),
                wish.reason(),
                possible.evidence(),
                possible.plan(),
                possible.policy(),
                person.notes(possible),
                possible.after()));
    return new Answer(result.decision(), Optional.of(result.incident()));
  }

  /**
   * What a request would ask people to approve. Asks nobody and records nothing; looks as long as
   * the request itself.
   */
  public Proposal preview(
      EnvironmentName name, Person person, CureWish wish, Consumer<String> tell) {
    var platform = platforms.get(name);
    var refused =
        notConfigured(platform, wish)
            .or(() -> admission(platform, wish).refusalOfADryRun(person, wish));
    return refused.isPresent()
        ? new Proposal.None(refused.get())
        : propose(platform, Asker.of(person), wish, tell);
  }

  /** A blind recreate is off unless the settings have it. */
  private static Optional<Refused> notConfigured(Platform platform, CureWish wish) {
    return platform.policies().find(wish.kind()).isPresent()
        ? Optional.empty()
        : Optional.of(NotOffered.blindAtAll(platform.environment().name()));
  }

  private static Admission admission(Platform platform, CureWish wish) {
    return new Admission(platform.environment().name(), platform.policies().of(wish.kind()));
  }

  private Proposal propose(Platform platform, Asker person, CureWish wish, Consumer<String> tell) {
    var name = platform.environment().name();
    boolean open = wish instanceof LightestWish; // then it is asked when the plan is known
    var refused =
        open
            ? Optional.<Refused>empty()
            : person.refusal(prospect, name, wish.kind(), platform.policies().of(wish.kind()));
    if (refused.isPresent()) {
      return new Proposal.None(refused.get());
    }
    var twin = twins.look(name);
    if (twin.same().isPresent()) {
      return new Proposal.None(new Refused(Code.TWO_NAMES, twin.same().get()));
    }
    var diagnosis = new ConfirmedLook(lookout).at(platform, wish.kind(), tell);
    var plans = new WishPlans(incidents, platform, diagnosis);
    return plans
        .concrete(wish)
        .map(it -> propose(plans, person, it, twin))
        .orElseGet(
            () -> new Proposal.None(NotOffered.anything(name, diagnosis, plans.mayBeBlind())));
  }

  private Proposal propose(WishPlans plans, Asker person, CureWish wish, Twins.Found twin) {
    var platform = plans.platform();
    var diagnosis = plans.diagnosis();
    var name = platform.environment().name();
    var policy = platform.policies().of(wish.kind());
    var refused = person.refusal(prospect, name, wish.kind(), policy);
    if (refused.isPresent()) {
      return new Proposal.None(refused.get());
    }
    var whole = plans.whole(wish);
    if (whole.isEmpty()) {
      return new Proposal.None(
          wish.kind() == CureKind.BLIND
              ? NotOffered.blind(name, plans.whyNotBlind())
              : NotOffered.thisOne(name, wish.kind(), diagnosis, plans.mayBeBlind()));
    }
    var part = plans.part(wish, whole.get());
    if (part instanceof Offer.Choice.None(var why)) {
      return new Proposal.None(new Refused(Code.CURE_NOT_OFFERED, "Nothing was asked for. " + why));
    }
    var plan = plans.narrowed(wish, part).or(() -> whole);
    var beside = beside(plan.get(), diagnosis, platform);
    var inTheWay = beside.refusal(wish, policy.request().options());
    if (inTheWay.isPresent()) {
      return new Proposal.None(inTheWay.get());
    }
    var after = Predecessor.of(incidents, name, diagnosis);
    var notes = new ArrayList<String>();
    after
        .map("It continues %s, whose own deployment did not get through."::formatted)
        .ifPresent(notes::add);
    notes.addAll(WishPlans.leftOut(whole.get(), plan.get()));
    notes.addAll(beside.notes());
    untold(twin, name).ifPresent(notes::add);
    person
        .tooFew(prospect, name, wish.kind(), policy)
        .map(it -> it + " Only break-glass can start it.")
        .ifPresent(notes::add);
    notes.add(EarlierRuns.note(incidents, name, plan.get()));
    return new Proposal.Possible(
        Summaries.of(diagnosis),
        Fingerprint.facts(diagnosis.evidence()),
        plan.get(),
        person.policy(prospect, policy),
        notes,
        after,
        Way.of(plan.get(), diagnosis));
  }

  /** By which policy somebody asks for this cure; empty where it may not be asked for. */
  public Optional<ApprovalPolicy> policy(EnvironmentName name, CureKind kind) {
    return platforms.get(name).policies().find(kind);
  }

  /** How a plan ends where nobody says otherwise. */
  public UsualFinish usualFinish(EnvironmentName name) {
    var policies = platforms.get(name).policies();
    return new UsualFinish(policies.startsAgain(), policies.follows());
  }

  private static Optional<String> untold(Twins.Found twin, EnvironmentName name) {
    return twin.untold().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not known: whether %s is the same Director and deployment as %s. It has not said who it is since the bot began."
                .formatted(
                    twin.untold().stream().map(EnvironmentName::value).collect(joining(", ")),
                    name));
  }

  /**
   * The VMs among which a person may choose, after one look; empty where no recreate may be asked
   * for after one look alone.
   */
  public Optional<Offer> offer(EnvironmentName name) {
    var diagnosis = lookout.look(name);
    return new WishPlans(incidents, platforms.get(name), diagnosis).offer();
  }

  private static SideEffects beside(Plan plan, Diagnosis diagnosis, Platform platform) {
    return plan.recreates().isEmpty()
        ? SideEffects.ofLighter(plan, diagnosis)
        : SideEffects.of(plan, diagnosis, platform.recreator());
  }
}
