package pipelinelock.slack;

import static pipelinelock.incident.IncidentExamples.approved;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.vm.InstanceId;

/** The incident of the original runbook, event by event, and a record to play it into. */
public final class Story {
  public static final EnvironmentName DEV04 = new EnvironmentName("dev04");
  public static final String TEAM = "T0REHEARSAL";
  public static final UserId ANA = new UserId(TEAM, Persona.ANA.id());
  public static final UserId BEN = new UserId(TEAM, Persona.BEN.id());
  public static final UserId CLEO = new UserId(TEAM, Persona.CLEO.id());

  public static UserId user(Persona persona) {
    return new UserId(TEAM, persona.id());
  }

  public static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  public static final IncidentId ID = new IncidentId(1);

  public static final IncidentEvent.StepOutcome DONE = StepOutcome.DONE;
  public static final String LOG =
      """
      {"time":1708337191,"stage":"Preparing deployment","task":"Preparing deployment","state":"started"}
      {"time":1708337192,"stage":"Preparing deployment","task":"Preparing deployment","state":"finished"}
      """;

  private final List<Recorded> events = new ArrayList<>();
  private Instant now = AT;

  public static Story requested() {
    return requested("the lock hangs since 09:07");
  }

  public static Story requested(String reason) {
    return new Story().then(Duration.ZERO, request(reason));
  }

  /** Where one yes must come from each of two lists, and people are reminded. */
  public static Story requestedOfTwoLists() {
    var plain = policy(Set.of("S0APPROVERS"));
    var policy =
        PolicyBuilder.like(plain)
            .second(Optional.of(new Approvers(Set.of(), Set.of("S0SECURITY"))))
            .reminder(Optional.of(new Reminder(Duration.ofMinutes(5), Optional.of("S0LEADS"))))
            .build();
    return new Story()
        .then(
            Duration.ZERO,
            IncidentExamples.requested(
                DEV04, ANA, "the lock hangs since 09:07", evidence(), plan(), policy));
  }

  /** One person started it alone, and it ended. */
  public static Story brokenGlass() {
    return brokenGlass("C0SECURITY");
  }

  /**
   * @param channel that is notified of it too
   */
  public static Story brokenGlass(String channel) {
    var glass =
        new BreakGlass(
            new Approvers(Set.of(BEN), Set.of("S0LEADS")), channel, Duration.ofHours(24));
    return new Story()
        .then(
            Duration.ZERO,
            IncidentExamples.requested(
                DEV04,
                ANA,
                "the lock hangs since 09:07",
                evidence(),
                plan(),
                PolicyBuilder.like(policy(Set.of("S0APPROVERS"))).breakGlass(glass).build()))
        .then(
            Duration.ofSeconds(300),
            new IncidentEvent.GlassBroken(BEN, "nobody answers <!here>, and prod waits"))
        .then(Duration.ofSeconds(3), new IncidentEvent.Started(evidence()))
        .done(plan())
        .then(
            Duration.ofMinutes(9),
            new IncidentEvent.Ended(Outcome.COMPLETED, "The lock works again.", List.of()));
  }

  private Story done(Plan plan) {
    LawfulEvents.doneBefore(plan.steps().size(), plan)
        .forEach(event -> then(Duration.ofSeconds(1), event));
    return this;
  }

  public static IncidentEvent.Requested request(String reason) {
    return IncidentExamples.requested(
        DEV04, ANA, reason, evidence(), plan(), policy(Set.of("S0APPROVERS")));
  }

  public static ApprovalPolicy policy(Set<String> groups) {
    return PolicyBuilder.approvers(Set.of(BEN, CLEO), groups).build();
  }

  public static EvidenceSummary evidence() {
    return new EvidenceSummary(
        "7f3a91c2",
        "HUNG CLAIM",
        "HUNG CLAIM: the lock is claimed by pipeline-lock build 123, silent for 53 min",
        List.of(
            "The lock is claimed by main/create-cloudfoundry/pipeline-lock build 123.",
            "No other deployment runs.",
            "Concourse 7.11.2 knows this hang; it is fixed in 7.13.0."),
        AT.minusSeconds(4));
  }

  public static Plan plan() {
    return new Plan(
        List.of(
            new Step.PauseJob("pipeline-lock"),
            new Step.AbortBuild(4711, "pipeline-lock build 123"),
            new Step.Recreate(
                InstanceId.parse("concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7"),
                Optional.of("i-0c5df587c27d5d3c4"),
                Set.of(),
                Optional.empty()),
            new Step.Verify(List.of())));
  }

  public Story then(Duration later, IncidentEvent event) {
    now = now.plus(later);
    events.add(new Recorded(ID, events.size() + 1L, now, event, "h" + (events.size() + 1)));
    return this;
  }

  /** Two approvals and the start. */
  public Story started() {
    return then(Duration.ofSeconds(40), approved(BEN))
        .then(Duration.ofSeconds(25), approved(CLEO))
        .then(Duration.ofSeconds(3), new IncidentEvent.Started(evidence()));
  }

  /** What a person noted, of a message and of an earlier time. */
  public Story noted() {
    return then(
        Duration.ofSeconds(1),
        new IncidentEvent.NoteAdded(
            BEN,
            AT.minusSeconds(300),
            "cf-deploy <!channel> printed `nothing` for an hour",
            Optional.of(CLEO),
            Optional.of("https://rehearsal.slack.example/archives/C0INCIDENTS/p1")));
  }

  /** Up to the middle of the recreate. */
  public Story recreating() {
    return then(Duration.ofSeconds(1), new IncidentEvent.StepIntended(0, ""))
        .then(Duration.ofSeconds(2), new IncidentEvent.StepEnded(0, DONE, "The job is paused."))
        .then(Duration.ofSeconds(1), new IncidentEvent.StepIntended(1, ""))
        .then(
            Duration.ofSeconds(12),
            new IncidentEvent.StepEnded(1, DONE, "The build ended as aborted."))
        .then(Duration.ofSeconds(1), new IncidentEvent.StepIntended(2, "INC-1.3"))
        .then(Duration.ofSeconds(1), new IncidentEvent.TaskAccepted(2, 260183))
        .then(Duration.ofSeconds(70), new IncidentEvent.TaskSaid(2, 260183, 0, LOG.length(), LOG));
  }

  public Story ended() {
    return then(
            Duration.ofMinutes(9),
            new IncidentEvent.TaskEnded(2, 260183, "done", Optional.of("/deployments/concourse")))
        .then(
            Duration.ofSeconds(2),
            new IncidentEvent.StepEnded(2, DONE, "The VM runs as i-0new; the old one is gone."))
        .then(Duration.ofSeconds(1), new IncidentEvent.StepIntended(3, ""))
        .then(
            Duration.ofSeconds(8),
            new IncidentEvent.StepEnded(3, DONE, "Both VMs run and Concourse answers."))
        .then(
            Duration.ofSeconds(1),
            new IncidentEvent.Ended(
                Outcome.COMPLETED,
                "The VMs are new and Concourse answers. The lock is still claimed by build 123.",
                List.of(
                    "Give the lock back: `fly -t dev04 trigger-job -j create-cloudfoundry/pipeline-release-lock`.",
                    "Start the deployment again.")));
  }

  public List<Recorded> events() {
    return List.copyOf(events);
  }

  public Incident incident() {
    return Incident.of(events);
  }
}
