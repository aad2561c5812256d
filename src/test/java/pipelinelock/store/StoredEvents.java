package pipelinelock.store;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.BLINDLY;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.requested;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.BlindPolicies;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.vm.RecreateOption;

/** Every event in every form: what the files in {@code store/events} hold. */
public final class StoredEvents {
  private static final ApprovalPolicy POLICY =
      PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of("S0ONCALL", "S0LEADS", "S0PLATFORM"))
          .requesterCounts(true)
          .minimumReason(10)
          .options(Set.of(RecreateOption.values()))
          .build();

  private static final EvidenceSummary SILENT =
      new EvidenceSummary(
          "7f3a21c0".repeat(8),
          "WEB STUCK",
          "WEB STUCK: Concourse does not answer",
          List.of("Nothing answers."),
          NOON);

  private static final ClickProof SIGNED =
      new ClickProof(
          "1".repeat(64),
          Optional.of("1795514400"),
          Optional.of("v0=" + "2".repeat(64)),
          Optional.empty());

  private static final ApprovalPolicy OF_TWO_LISTS =
      PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of("S0ONCALL"))
          .minimumReason(10)
          .second(Optional.of(new Approvers(Set.of(ANA), Set.of("S0SECURITY", "S0LEADS"))))
          .samePeople(Set.of(Set.of(BEN, new UserId("T1", "U0BEN2"))))
          .reference("INC[0-9]+")
          .reminder(Optional.of(new Reminder(Duration.ofMinutes(5), Optional.of("S0LEADS"))))
          .build();

  private static final ApprovalPolicy WITH_BREAK_GLASS =
      PolicyBuilder.approvers(Set.of(BEN, CLEO), Set.of())
          .requesterCounts(true)
          .minimumReason(10)
          .breakGlass(
              new BreakGlass(
                  new Approvers(Set.of(ANA), Set.of("S0LEADS")),
                  "C0SECURITY",
                  Duration.ofHours(24)))
          .evidenceMaxAge(Optional.of(Duration.ofSeconds(20)))
          .build();

  private static final Plan EVERY_STEP =
      new Plan(
          List.of(
              new Step.PauseJob("pipeline-lock"),
              new Step.AbortBuild(5190, "pipeline-lock build 123"),
              new Step.ReadLock(),
              new Step.Recreate(
                  WORKER,
                  Optional.of("i-0c5df587c27d5d3c4"),
                  Set.of(RecreateOption.NO_CONVERGE),
                  Optional.empty()),
              new Step.Recreate(
                  WEB, Optional.of("i-032e8d53aeeee59c5"), Set.of(), Optional.empty()),
              new Step.Verify(List.of(new Step.ExpectedWorker("89f7a596", List.of("a", "b")))),
              new Step.UnpauseJob("pipeline-lock")));

  private static final Plan LADDER =
      new Plan(
          List.of(
              new Step.PauseJob("pipeline-lock"),
              new Step.AbortBuild(5190, "pipeline-lock build 123"),
              new Step.Recreate(
                  WORKER,
                  Optional.of("i-0c5df587c27d5d3c4"),
                  Set.of(),
                  Optional.of(Step.Condition.STILL_HUNG)),
              new Step.GiveBack(
                  Set.of(5190L), Optional.of("5b07861c5b07861c5b07861c5b07861c5b07861c")),
              new Step.UnpauseJob("pipeline-lock")));

  /** A release up to the running deployment. */
  private static final Plan CURE =
      new Plan(
          List.of(
              new Step.ReleaseLock(
                  "create-cloudfoundry",
                  "lock",
                  "5b07861c5b07861c5b07861c5b07861c5b07861c",
                  "37daa81d37daa81d37daa81d37daa81d37daa81d"),
              new Step.ReleaseAgain(Set.of(5190L)),
              new Step.LookAgain(),
              new Step.StartDeployment("pipeline-lock"),
              new Step.FollowDeployment()));

  /** The same, up to the lock that the deployment gives back. */
  private static final Plan CURE_AND_FOLLOW =
      new Plan(Stream.concat(CURE.steps().stream(), Stream.of(new Step.FollowRun())).toList());

  private static final Plan RELEASE =
      new Plan(
          List.of(
              new Step.ReleaseLock(
                  "create-cloudfoundry",
                  "lock",
                  "5b07861c5b07861c5b07861c5b07861c5b07861c",
                  "37daa81d37daa81d37daa81d37daa81d37daa81d"),
              new Step.LookAgain()));

  /** Those that this version writes, by the name of their file, which begins with their type's. */
  public static final Map<String, IncidentEvent> EVENTS = new LinkedHashMap<>();

  /** Forms that only older versions wrote. */
  static final Map<String, IncidentEvent> OF_OLDER_VERSIONS = new LinkedHashMap<>();

  static {
    EVENTS.put(
        "requested",
        new Requested(
            DEV04,
            ANA,
            "since 11:07",
            HUNG,
            EVERY_STEP,
            POLICY,
            List.of("It ends two."),
            Optional.empty()));
    EVENTS.put(
        "requested-of-two-lists",
        requested(DEV04, ANA, "since 11:07", HUNG, RUNBOOK, OF_TWO_LISTS));
    EVENTS.put(
        "requested-release",
        new Requested(
            DEV04, ANA, "since 11:07", HUNG, RELEASE, POLICY, List.of("Anew."), Optional.empty()));
    EVENTS.put(
        "requested-unpause",
        requested(
            DEV04,
            ANA,
            "since 11:07",
            HUNG,
            new Plan(
                List.of(new Step.UnpausePipeline("create-cloudfoundry"), new Step.LookAgain())),
            POLICY));
    EVENTS.put(
        "requested-ladder",
        new Requested(
            DEV04, ANA, "since 11:07", HUNG, LADDER, POLICY, List.of(), Optional.empty()));
    EVENTS.put(
        "requested-cure",
        new Requested(DEV04, ANA, "since 11:07", HUNG, CURE, POLICY, List.of(), Optional.empty()));
    EVENTS.put(
        "requested-after",
        new Requested(
            DEV04,
            ANA,
            "it hangs again",
            HUNG,
            CURE_AND_FOLLOW,
            POLICY,
            List.of("It goes on with INC-1."),
            Optional.of(new IncidentId(1))));
    EVENTS.put(
        "requested-blind",
        new Requested(
            DEV04,
            ANA,
            "Concourse is dead since 11:07",
            SILENT,
            BLINDLY,
            BLIND,
            List.of("Builds that run now cannot be seen."),
            Optional.empty()));
    EVENTS.put(
        "requested-blind-of-two-lists",
        new Requested(
            DEV04,
            ANA,
            "Concourse is dead since 11:07",
            SILENT,
            BLINDLY,
            BlindPolicies.BOTH_LISTS,
            List.of("Builds that run now cannot be seen."),
            Optional.empty()));
    EVENTS.put("approved", new Approved(BEN, Set.of(Panel.FIRST, Panel.SECOND), Optional.empty()));
    EVENTS.put(
        "approved-confirmed",
        new Approved(BEN, Set.of(Panel.FIRST), Optional.of(Confirmation.TYPE_NAME)));
    EVENTS.put(
        "requested-to-be-confirmed",
        requested(
            DEV04,
            ANA,
            "since 11:07",
            HUNG,
            RUNBOOK,
            PolicyBuilder.like(POLICY).confirm(Confirmation.TYPE_NAME).build()));
    EVENTS.put(
        "note-added",
        new NoteAdded(
            BEN,
            Instant.parse("2026-11-24T09:42:00Z"),
            "it was slow",
            Optional.of(CLEO),
            Optional.of("https://example.com/archives/C1/p1")));
    EVENTS.put(
        "note-added-without-a-message",
        new NoteAdded(
            BEN,
            Instant.parse("2026-11-24T09:42:00Z"),
            "and old",
            Optional.empty(),
            Optional.empty()));
    EVENTS.put("glass-broken", new GlassBroken(BEN, "nobody \"answers\""));
    EVENTS.put(
        "approved-with-a-proof",
        new Approved(
            BEN,
            Set.of(Panel.FIRST),
            Optional.empty(),
            Optional.of(SIGNED.of(Optional.of("3".repeat(64))))));
    EVENTS.put(
        "rejected-with-a-proof",
        new Rejected(
            BEN,
            "not now",
            Optional.of(
                new ClickProof(
                    "1".repeat(64),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("3".repeat(64))))));
    EVENTS.put(
        "glass-broken-with-a-proof", new GlassBroken(BEN, "nobody answers", Optional.of(SIGNED)));
    EVENTS.put("card-changed", new CardChanged(BEN, "request", "4".repeat(64)));
    EVENTS.put("review-reminded", new ReviewReminded());
    EVENTS.put("reviewed", new Reviewed(CLEO, "it was right"));
    EVENTS.put(
        "requested-with-break-glass",
        requested(DEV04, ANA, "since 11:07", HUNG, RUNBOOK, WITH_BREAK_GLASS));
    EVENTS.put("revoked", new Revoked(BEN));
    EVENTS.put("reminded", new Reminded());
    EVENTS.put("rejected", new Rejected(BEN, "not \"now\""));
    EVENTS.put("withdrawn", new Withdrawn(ANA));
    EVENTS.put("expired", new Expired());
    EVENTS.put("lapsed", new Lapsed(List.of("It was HUNG CLAIM, now it is FREE.", "Now: free")));
    EVENTS.put("started", new Started(HUNG));
    EVENTS.put("step-intended", new StepIntended(3, "pipeline-lock:INC-1:step-4:1a2b3c4d"));
    EVENTS.put("step-intended-without-a-task", new StepIntended(0, ""));
    EVENTS.put("answer-lost", new AnswerLost(3, "the Director did not answer within 30 s"));
    EVENTS.put("task-accepted", new TaskAccepted(3, 260183));
    EVENTS.put("task-said", new TaskSaid(3, 260183, 17, 12, "{\"ünï\":\"\\u0000\"}\n"));
    EVENTS.put(
        "task-ended", new TaskEnded(3, 260183, "done", Optional.of("/deployments/concourse")));
    EVENTS.put("task-ended-without-a-result", new TaskEnded(3, 7, "error", Optional.empty()));
    for (var outcome : StepOutcome.values()) {
      EVENTS.put(
          "step-ended-" + outcome.name().toLowerCase(java.util.Locale.ROOT),
          new StepEnded(3, outcome, "note"));
    }
    EVENTS.put("noted", new Noted("It waits."));
    EVENTS.put("cancel-asked", new CancelAsked(ANA));
    for (var outcome : List.of(Outcome.COMPLETED, Outcome.FAILED, Outcome.CANCELLED)) {
      EVENTS.put(
          "ended-" + outcome.name().toLowerCase(java.util.Locale.ROOT),
          new Ended(outcome, "all done", List.of("Release the lock.")));
    }
    EVENTS.put(
        "ended-with-a-headline",
        new Ended(Outcome.COMPLETED, "all done", List.of(), Optional.of("Lock released")));
    OF_OLDER_VERSIONS.put("approved-before-panels", approved(BEN));
    OF_OLDER_VERSIONS.put(
        "requested-before-two-lists",
        new Requested(
            DEV04,
            ANA,
            "since 11:07",
            HUNG,
            EVERY_STEP,
            POLICY,
            List.of("It ends two."),
            Optional.empty()));
    OF_OLDER_VERSIONS.put(
        "requested-before-notes-and-options",
        requested(
            DEV04,
            ANA,
            "since 11:07",
            HUNG,
            RUNBOOK,
            PolicyBuilder.approvers(Set.of(BEN), Set.of("S0ONCALL")).minimumReason(10).build()));
  }

  private StoredEvents() {}
}
