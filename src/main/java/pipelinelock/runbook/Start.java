package pipelinelock.runbook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.electorate.ApprovalCheck;
import pipelinelock.incident.ledger.Outreach;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.Roster;
import pipelinelock.incident.rules.Recheck;
import pipelinelock.incident.rules.Unseen;
import pipelinelock.ladder.Blindness;
import pipelinelock.runbook.blind.BlindPlan;
import pipelinelock.runbook.plan.Ending;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.plan.PlanMaker;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.step.Next;
import pipelinelock.runbook.twin.Twins;

/**
 * Decides whether an approved incident starts: checks the evidence, the policy, the approvers and
 * the remotes again, that nothing else acts on the same thing, and that people know of it.
 */
public final class Start {
  private final Incidents incidents;
  private final Platforms platforms;
  private final Lookout lookout;
  private final Roster roster;
  private final Twins twins;
  private final Outreach outreach;
  private final Pace pace;
  private final InstantSource clock;

  /**
   * @param outreach whether anybody can be notified of what begins
   */
  public Start(
      Incidents incidents,
      Platforms platforms,
      Lookout lookout,
      Roster roster,
      Twins twins,
      Outreach outreach,
      Pace pace,
      InstantSource clock) {
    this.incidents = incidents;
    this.platforms = platforms;
    this.lookout = lookout;
    this.roster = roster;
    this.twins = twins;
    this.outreach = outreach;
    this.pace = pace;
    this.clock = clock;
  }

  /** Waits while the evidence cannot be read or needs its second look; the approval runs out. */
  Next of(Incident incident) {
    return look(incident)
        .map(found -> unlessHeldUp(incident, found.onceApproved()))
        .orElseGet(() -> Next.waiting(pace.retry()));
  }

  /**
   * Whether what was requested still holds.
   *
   * @return empty while that is not known: something cannot be read, or needs its second look, or
   *     the look is too old by its end
   */
  Optional<Recheck> look(Incident incident) {
    // A process that stood still while it decided must not start on what it saw before.
    var tooOld = clock.instant().plus(incident.request().policy().deadlines().freshFor());
    var diagnosis = beforeTheStart(incident);
    var plan = incident.request().plan();
    if (isUndecided(plan, diagnosis)) {
      return Optional.empty();
    }
    boolean offered = isOffered(plan, incident, diagnosis);
    var twin = twins.look(incident.environment()).same();
    return changes(incident)
        .map(changes -> with(twin, changes))
        .map(changes -> Recheck.of(incident, Summaries.of(diagnosis), offered, changes))
        .filter(_ -> clock.instant().isBefore(tooOld)); // else it is decided again
  }

  /**
   * What the verdict of a blind plan's look is, is no matter: Concourse is silent or it answers.
   */
  private static boolean isUndecided(Plan plan, Diagnosis diagnosis) {
    return plan.actsBlind()
        ? Blindness.of(diagnosis.evidence()) instanceof Blindness.Unclear
        : diagnosis.verdict() instanceof Verdict.Unknown || !diagnosis.confirmed();
  }

  /** By the policy as it is configured now; empty while it is not known who somebody is. */
  private Optional<List<String>> changes(Incident incident) {
    var kind = incident.request().plan().cure();
    return platforms
        .get(incident.environment())
        .policies()
        .find(kind)
        .map(policy -> ApprovalCheck.changes(incident, policy, roster))
        .orElseGet(() -> Optional.of(List.of("A blind recreate is no longer configured here.")));
  }

  /** How far two looks at the incident's environment must lie apart to confirm each other. */
  Duration secondLook(Incident incident) {
    return platforms.get(incident.environment()).environment().thresholds().secondLook();
  }

  /**
   * The look that people decided on is the first of two. Where the facts are others by now, or an
   * earlier version of the bot saw fewer of them, it confirms nothing; then the bot looks twice
   * itself, and the request lapses at once instead of when its time is over.
   */
  private Diagnosis beforeTheStart(Incident incident) {
    var beside =
        lookout.look(incident.environment(), Summaries.look(incident.request().evidence()));
    boolean same = beside.fingerprint().hex().equals(incident.request().evidence().fingerprint());
    return beside.confirmed() || same ? beside : lookout.look(incident.environment());
  }

  private static List<String> with(Optional<String> twin, List<String> changes) {
    return Stream.concat(twin.stream(), changes.stream()).toList();
  }

  /**
   * What was approved does not begin while the bot is frozen, or while the incident of another
   * environment acts on the same thing; the approval runs out.
   */
  private Next unlessHeldUp(Incident incident, List<IncidentEvent> events) {
    var begins = new Next(events, Duration.ZERO);
    if (events.stream().noneMatch(IncidentEvent.Started.class::isInstance)) {
      return begins;
    }
    return incidents
        .frozen()
        .map(_ -> waits(incident, "The start waits, because the bot is frozen."))
        .orElseGet(() -> unlessInTheWay(incident, () -> begins));
  }

  /** Takes what the incident acts on, or keeps it, and does the act; waits where another has it. */
  Next unlessInTheWay(Incident incident, Supplier<Next> act) {
    var other = twins.inTheWay(incident);
    return other.isEmpty()
        ? act.get()
        : waits(incident, "It waits, because %s.".formatted(other.get()));
  }

  /**
   * What destroys does not begin while nobody can be notified of it. Slack takes a message within a
   * moment, so that only what lasts is said.
   *
   * @param next decided already, so that no look is older for having waited
   */
  Next unlessUnseen(Incident incident, Next next) {
    if (!Unseen.mustWait(incident, next.events())) {
      return next;
    }
    var unreached = outreach.unreached(incident.id());
    if (unreached.isEmpty()) {
      return next;
    }
    return clock.instant().isBefore(incident.recordedAt().plus(pace.grace()))
        ? Next.waiting(pace.poll())
        : waits(incident, "It waits, because %s.".formatted(unreached.get()));
  }

  private Next waits(Incident incident, String why) {
    return incident.lastNote().equals(Optional.of(why))
        ? Next.waiting(pace.retry())
        : new Next(List.of(new Noted(why)), pace.retry());
  }

  /** The incident is over. */
  void forget(IncidentId id) {
    twins.forget(id);
  }

  private boolean isOffered(Plan plan, Incident incident, Diagnosis diagnosis) {
    if (!mayGiveBack(plan, incident)) {
      return false;
    }
    if (plan.actsBlind()) {
      boolean workerToo = platforms.get(incident.environment()).policies().blindTakesWorkers();
      return BlindPlan.of(diagnosis.evidence(), plan.options(), workerToo)
          .equals(Optional.of(plan));
    }
    return plan.cure() == CureKind.RECREATE
        ? Retry.plans(incidents, incident, diagnosis).contains(plan)
        : PlanMaker.plan(plan.cure(), diagnosis, Ending.of(plan)).equals(Optional.of(plan));
  }

  private boolean mayGiveBack(Plan plan, Incident incident) {
    return !plan.givesBack()
        || platforms.get(incident.environment()).policies().coverRelease(plan.cure());
  }
}
