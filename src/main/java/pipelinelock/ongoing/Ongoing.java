package pipelinelock.ongoing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Step;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/**
 * An open incident in one sentence. It comes first wherever its environment is shown, and nothing
 * else is offered next to it: what a look sees meanwhile (a BOSH task, a lock that it has orphaned
 * and will give back) is the incident's own doing.
 *
 * @param doing a clause that follows its number
 * @param yours what a person has to do; empty = nothing
 */
public record Ongoing(IncidentId incident, String doing, Optional<String> yours) {
  private static final Duration TOLD_IN_MINUTES = Duration.ofMinutes(2);

  /**
   * How far it has come.
   *
   * @param usual how long a step takes that recreates a VM, by its index; empty where nobody knows
   */
  public static Ongoing of(Incident incident, Instant now, IntFunction<Optional<Duration>> usual) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> awaiting(incident, now);
      case Phase.Approved _ -> new Ongoing(incident.id(), approved(incident), Optional.empty());
      case Phase.Running _ ->
          new Ongoing(incident.id(), running(incident, now, usual), Optional.empty());
      case Phase.Closed _ -> throw new IllegalArgumentException(incident.id() + " is over");
    };
  }

  /**
   * The same, with what keeps people from seeing its thread.
   *
   * @param refused what Slack says of the message that the thread lacks next; empty = it is written
   */
  public Ongoing unwritten(Optional<ToldSoFar.Refused> refused) {
    return refused.map(it -> new Ongoing(incident, doing, Optional.of(unwritten(it)))).orElse(this);
  }

  private String unwritten(ToldSoFar.Refused refused) {
    return "Nobody can see its thread: Slack takes no message in its channel (%s). Invite the bot there or set another channel; until then `/pipeline-lock incident %s` tells how far it is."
        .formatted(refused.error(), incident);
  }

  /**
   * {@code INC-1 is recreating concourse-worker/89f7a596: task 260183, 20 s of about 10 min. …}.
   */
  public String sentence() {
    return "%s %s. %s".formatted(incident, doing, yours.orElse("Nothing to do."));
  }

  private static Ongoing awaiting(Incident incident, Instant now) {
    int needed = incident.request().policy().required().approvals();
    return new Ongoing(
        incident.id(),
        "asks for %s and has %d of %d approvals; it lapses at %s"
            .formatted(
                a(incident.request().plan().cure()),
                needed - incident.missingApprovals(),
                needed,
                UtcTime.of(incident.expiresAt(), now)),
        Optional.of("Approve or reject it in its thread; until then nothing happens."));
  }

  private static String a(CureKind kind) {
    if (kind == CureKind.BLIND) {
      return "a blind recreate";
    }
    return ("aeiou".indexOf(kind.word().charAt(0)) < 0 ? "a " : "an ") + kind.word();
  }

  private static String approved(Incident incident) {
    return (incident.breakGlass().isPresent() ? "was started by one person alone" : "is approved")
        + incident
            .lastNote()
            .map(why -> ", and has not begun. " + why.replaceFirst("\\.$", ""))
            .orElse(" and starts now");
  }

  private static String running(
      Incident incident, Instant now, IntFunction<Optional<Duration>> usual) {
    String stops = incident.cancelledBy().isPresent() ? "is being stopped, and " : "";
    var current = incident.currentStep();
    if (current.isEmpty()) {
      return stops + "is at its end";
    }
    int step = current.getAsInt();
    if (incident.step(step) instanceof Step.FollowRun) {
      return stops + following(incident.steps().get(step), now);
    }
    return stops
        + (incident.step(step) instanceof Step.Recreate recreate
            ? recreating(recreate, incident.steps().get(step), now, usual.apply(step))
            : "is at step %d of %d: %s"
                .formatted(step + 1, incident.steps().size(), incident.step(step).text()));
  }

  /** The cure is over by then, and the deployment may take hours. */
  private static String following(StepProgress progress, Instant now) {
    return progress instanceof StepProgress.Intended(var _, var at, var _)
        ? "has cured it, and follows the deployment until that gives the lock back, for %s now"
            .formatted(Span.of(Duration.between(at, now)))
        : "has cured it, and looks whether the deployment is there";
  }

  private static String recreating(
      Step.Recreate step, StepProgress progress, Instant now, Optional<Duration> usual) {
    String vm = step.instance().shortForm();
    return switch (progress) {
      case StepProgress.Waiting _ -> "looks whether %s has to be recreated".formatted(vm);
      case StepProgress.Intended(var _, var at, var lost) ->
          lost.isPresent()
              ? "looks for the task that recreates %s, for %s now"
                  .formatted(vm, Span.of(Duration.between(at, now)))
              : "asks BOSH to recreate %s".formatted(vm);
      case StepProgress.Following(var since, var task) ->
          "is recreating %s: task %d, %s%s"
              .formatted(vm, task.id(), Span.of(Duration.between(since, now)), ofAbout(usual));
      case StepProgress.TaskOver over ->
          "checks %s, which task %d recreated".formatted(vm, over.task().id());
      case StepProgress.Over _ -> "has recreated %s".formatted(vm);
    };
  }

  private static String ofAbout(Optional<Duration> usual) {
    return usual.map(it -> " of about " + about(it)).orElse("");
  }

  /** What took 9 min 33 s before takes about 10 min. */
  private static String about(Duration usual) {
    return usual.compareTo(TOLD_IN_MINUTES) < 0
        ? Span.of(usual)
        : Math.round(usual.toSeconds() / 60.0) + " min";
  }
}
