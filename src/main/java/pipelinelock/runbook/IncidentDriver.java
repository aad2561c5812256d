package pipelinelock.runbook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.leftover.Undone;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.restart.FollowRunStep;
import pipelinelock.runbook.restart.FollowStep;
import pipelinelock.runbook.restart.StartStep;
import pipelinelock.runbook.step.AbortStep;
import pipelinelock.runbook.step.GiveBackStep;
import pipelinelock.runbook.step.JobSteps;
import pipelinelock.runbook.step.LookAgainStep;
import pipelinelock.runbook.step.Next;
import pipelinelock.runbook.step.RecreateStep;
import pipelinelock.runbook.step.ReleaseStep;
import pipelinelock.runbook.step.StepContext;
import pipelinelock.runbook.step.VerifyStep;
import pipelinelock.vm.TaskLogs;

/**
 * Moves incidents along. The next step follows from the record alone, so a restart loses nothing;
 * every act is on record before it is done.
 */
public final class IncidentDriver {
  /** Until this node asks again for an incident that another one drives. */
  private static final Duration STANDBY = Duration.ofSeconds(1);

  private final Incidents incidents;
  private final Platforms platforms;
  private final Lookout lookout;
  private final Start start;
  private final PendingRequestWatch vigil;
  private final Pace pace;
  private final InstantSource clock;
  private final IncidentLeases leases;
  private final JobSteps jobSteps;
  private final RecreateStep recreateStep;
  private final VerifyStep verifyStep;
  private final Map<IncidentId, Counting> takenUp = new ConcurrentHashMap<>();
  private final AbortStep abortStep;
  private final ReleaseStep releaseStep;
  private final GiveBackStep giveBackStep;
  private final LookAgainStep lookAgainStep;
  private final StartStep startStep;
  private final FollowStep followStep;
  private final FollowRunStep followRunStep;

  /**
   * @param start whether and how what was approved begins
   * @param leases which incidents this node may drive
   */
  public IncidentDriver(
      Incidents incidents,
      Platforms platforms,
      Lookout lookout,
      Start start,
      TaskLogs logs,
      Pace pace,
      InstantSource clock,
      IncidentLeases leases) {
    this.incidents = incidents;
    this.platforms = platforms;
    this.lookout = lookout;
    this.start = start;
    this.vigil = new PendingRequestWatch(start, pace, clock);
    this.pace = pace;
    this.clock = clock;
    this.leases = leases;
    this.jobSteps = new JobSteps(pace);
    this.recreateStep = new RecreateStep(lookout, logs, pace, leases, clock);
    this.verifyStep = new VerifyStep(lookout, pace);
    this.abortStep = new AbortStep(jobSteps, lookout, pace);
    this.releaseStep = new ReleaseStep(lookout, pace);
    this.giveBackStep = new GiveBackStep(lookout, pace);
    this.lookAgainStep = new LookAgainStep(lookout, pace);
    this.startStep = new StartStep(lookout, pace, leases, clock);
    this.followStep = new FollowStep(lookout, pace);
    this.followRunStep = new FollowRunStep(lookout, pace);
  }

  /**
   * Does the next thing, if there is one. To be called by one thread at a time for an incident.
   *
   * @return when to call again at the latest; empty when there is nothing left to do for it
   */
  public Optional<Duration> advance(IncidentId id) {
    var found = find(id);
    if (found.filter(IncidentDriver::hasWork).isEmpty()) {
      takenUp.remove(id);
      start.forget(id);
      vigil.forget(id);
      return Optional.empty();
    }
    if (incidents.doubt().isPresent()) {
      return Optional.of(pace.retry()); // it is said wherever a freeze is said
    }
    if (!leases.take(id)) {
      takenUp.remove(id);
      return Optional.of(STANDBY);
    }
    takenUp.computeIfAbsent(id, _ -> new Counting(clock.instant()));
    var now = clock.instant(); // what waits goes on also while an incident's own time stands still
    var incident = found.get();
    var next = platforms.steady(incident.environment(), () -> unlessUnseen(incident, now));
    if (!next.events().isEmpty()) {
      if (!leases.holds(id)) {
        return Optional.of(Duration.ZERO); // decided too slowly: another node goes on with it
      }
      incidents.append(found.get(), next.events(), now); // a lost race is seen at the next call
    }
    return Optional.of(next.pause());
  }

  /**
   * Puts on record that the answer to a request is lost, where this process sent it and ends before
   * it has the answer: so whoever comes next looks for its task, and never sends it again. To be
   * called when the process ends; an answer that comes at the same moment wins or loses whole.
   */
  void settle(IncidentId id) {
    var incident = incidents.find(id).filter(Incident::isOpen);
    if (incident.isEmpty() || incident.get().currentStep().isEmpty()) {
      return;
    }
    int step = incident.get().currentStep().getAsInt();
    if (incident.get().steps().get(step) instanceof Intended intended
        && recreateStep.isInTheAir(intended)
        && leases.holds(id)) {
      incidents.append(
          incident.get(),
          List.of(new AnswerLost(step, "the bot was stopped before the Director had answered")));
    }
  }

  private static boolean hasWork(Incident incident) {
    return incident.isOpen() || BreakGlassRules.isOpenForReview(incident);
  }

  private Next awaitReview(Incident incident, Instant now) {
    return BreakGlassRules.nextReminder(incident)
        .map(at -> Next.waiting(Duration.between(now, at)))
        .orElseGet(() -> Next.waiting(pace.retry()));
  }

  /** What this version does not understand is left to a node that does. */
  private Optional<Incident> find(IncidentId id) {
    try {
      return incidents.find(id);
    } catch (UnreadableRecord e) {
      takenUp.remove(id);
      leases.abandon(id);
      throw e;
    }
  }

  private Next unlessUnseen(Incident incident, Instant now) {
    return start.unlessUnseen(incident, next(incident, now));
  }

  private Next next(Incident incident, Instant now) {
    var passed = IncidentRules.timePasses(incident, incident.notBefore(now));
    if (!passed.isEmpty() && !(passed.contains(new Reminded()) && vigil.isInDoubt(incident))) {
      return new Next(passed, Duration.ZERO);
    }
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> vigil.of(incident, now);
      case Phase.Approved _ -> start.of(incident);
      case Phase.Running _ -> run(incident, now);
      case Phase.Closed _ -> awaitReview(incident, now);
    };
  }

  private Next run(Incident incident, Instant now) {
    var platform = platforms.get(incident.environment());
    var stopped = stopped(incident);
    if (stopped != null) {
      return stop(incident, platform, stopped, now);
    }
    var current = incident.currentStep();
    if (current.isEmpty()) {
      return Next.record(Completion.of(incident, lookout.look(incident.environment())));
    }
    int index = current.getAsInt();
    return act(context(incident, index, platform, now));
  }

  private StepContext context(Incident incident, int index, Platform platform, Instant now) {
    var counting = takenUp.getOrDefault(incident.id(), new Counting(now));
    return new StepContext(incident, index, platform, it -> counting.from(it, now), now);
  }

  private Next act(StepContext context) {
    var incident = context.incident();
    if (incident.steps().stream().allMatch(Waiting.class::isInstance)) {
      incidents.beforeFirstAct(incident.id());
      if (incidents.doubt().isPresent()) {
        return Next.waiting(pace.retry());
      }
    }
    if (!leases.holds(incident.id())) {
      return Next.waiting(Duration.ZERO);
    }
    return start.unlessInTheWay(context.incident(), () -> step(context));
  }

  private Next step(StepContext context) {
    return switch (context.incident().step(context.index())) {
      case Step.PauseJob step -> jobSteps.pause(step, context);
      case Step.AbortBuild step -> abortStep.act(step, context);
      case Step.ReadLock _ -> verifyStep.readLock(context);
      case Step.Recreate step -> recreateStep.act(step, context);
      case Step.Verify step -> verifyStep.verify(step, context);
      case Step.UnpauseJob step -> jobSteps.unpause(step, context);
      case Step.ReleaseLock step -> releaseStep.act(step, context);
      case Step.GiveBack step -> giveBackStep.act(step, context);
      case Step.UnpausePipeline step -> jobSteps.unpausePipeline(step, context);
      case Step.LookAgain _ -> lookAgainStep.act(context);
      case Step.ReleaseAgain step -> giveBackStep.act(step, context);
      case Step.StartDeployment step -> startStep.act(step, context);
      case Step.FollowDeployment _ -> followStep.act(context);
      case Step.FollowRun _ -> followRunStep.act(context);
    };
  }

  /** Whether and how the plan stops here. */
  private static @Nullable Outcome stopped(Incident incident) {
    for (var step : incident.steps()) {
      if (step instanceof Over over && over.outcome() == StepOutcome.FAILED) {
        return Outcome.FAILED;
      }
      if (step instanceof Over over && over.outcome() == StepOutcome.CANCELLED) {
        return Outcome.CANCELLED;
      }
    }
    boolean betweenSteps =
        incident.currentStep().isPresent()
            && incident.steps().get(incident.currentStep().getAsInt()) instanceof Waiting;
    return incident.cancelledBy().isPresent() && betweenSteps ? Outcome.CANCELLED : null;
  }

  /** Lets the lock job go again, unless a VM may be half way: then people decide. */
  private Next stop(Incident incident, Platform platform, Outcome outcome, Instant now) {
    int last = incident.request().plan().lettingGo().orElse(-1);
    boolean letGo =
        last >= 0
            && !(incident.steps().get(last) instanceof Over)
            && Undone.leavesAJobPaused(incident)
            && !Undone.hasBegunARecreate(incident);
    return letGo
        ? act(context(incident, last, platform, now))
        : Next.record(StopReport.stopped(incident, platform.environment(), outcome));
  }
}
