package pipelinelock.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/** The runbook's incident as values, for the tests of the rules. */
public final class IncidentExamples {
  public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  public static final EnvironmentName DEV04 = new EnvironmentName("dev04");
  public static final UserId ANA = new UserId("T1", "U0ANA");
  public static final UserId BEN = new UserId("T1", "U0BEN");
  public static final UserId CLEO = new UserId("T1", "U0CLEO");
  public static final UserId DAN = new UserId("T1", "U0DAN");
  public static final InstanceId WORKER =
      InstanceId.parse("concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7");
  public static final InstanceId WEB =
      InstanceId.parse("concourse/cd83da7e-525b-4177-a2dc-7169892c1be8");

  public static final ApprovalPolicy TWO_OTHERS =
      PolicyBuilder.approvers(Set.of(ANA, BEN, CLEO), Set.of("S0ONCALL")).minimumReason(10).build();

  /** The same, of which the request is the first yes. */
  public static final ApprovalPolicy REQUESTER_COUNTS =
      PolicyBuilder.like(TWO_OTHERS).requesterCounts(true).build();

  /** By which a blind recreate may be approved. */
  public static final ApprovalPolicy BLIND =
      PolicyBuilder.approvers(Set.of(ANA, BEN, CLEO, DAN), Set.of())
          .approvals(3)
          .minimumReason(10)
          .confirm(Confirmation.TYPE_NAME)
          .build();

  /** The same with every option of a recreate allowed. */
  public static final ApprovalPolicy WITH_OPTIONS =
      PolicyBuilder.like(TWO_OTHERS).options(Set.of(RecreateOption.values())).build();

  public static final Plan RUNBOOK =
      new Plan(
          List.of(
              new Step.PauseJob("pipeline-lock"),
              new Step.AbortBuild(5190, "pipeline-lock build 123"),
              new Step.ReadLock(),
              new Step.Recreate(
                  WORKER, Optional.of("i-0c5df587c27d5d3c4"), Set.of(), Optional.empty()),
              new Step.Recreate(
                  WEB, Optional.of("i-032e8d53aeeee59c5"), Set.of(), Optional.empty()),
              new Step.Verify(List.of()),
              new Step.UnpauseJob("pipeline-lock")));

  /** The same as a ladder: a VM only where the lock is still hung, at last the lock given back. */
  public static final Plan LADDER =
      new Plan(
          List.of(
              new Step.PauseJob("pipeline-lock"),
              new Step.AbortBuild(5190, "pipeline-lock build 123"),
              new Step.ReadLock(),
              onlyIfHung(WORKER, "i-0c5df587c27d5d3c4"),
              onlyIfHung(WEB, "i-032e8d53aeeee59c5"),
              new Step.Verify(List.of()),
              new Step.GiveBack(Set.of(5190L), Optional.empty()),
              new Step.UnpauseJob("pipeline-lock")));

  /** The ladder whose end belongs to it: the deployment runs again and is followed to its end. */
  public static final Plan WHOLE =
      new Plan(
          Stream.concat(
                  LADDER.steps().stream(),
                  Stream.of(
                      new Step.StartDeployment("pipeline-lock"),
                      new Step.FollowDeployment(),
                      new Step.FollowRun()))
              .toList());

  /** A release that gives the lock back again where a dead claim takes it. */
  public static final Plan RELEASE =
      new Plan(
          List.of(
              new Step.ReleaseLock("create-cloudfoundry", "lock", "7f3a21c0", "7f3a21c0"),
              new Step.ReleaseAgain(Set.of(5190L)),
              new Step.StartDeployment("pipeline-lock"),
              new Step.FollowDeployment()));

  public static final Plan UNPAUSE =
      new Plan(List.of(new Step.UnpauseJob("pipeline-lock"), new Step.LookAgain()));

  /** The web VM alone, while Concourse is silent. */
  public static final Plan BLINDLY =
      new Plan(
          List.of(
              new Step.Recreate(
                  WEB,
                  Optional.of("i-032e8d53aeeee59c5"),
                  Set.of(),
                  Optional.of(Step.Condition.STILL_BLIND)),
              new Step.Verify(List.of()),
              new Step.LookAgain()));

  public static final EvidenceSummary HUNG =
      new EvidenceSummary(
          "7f3a21c0".repeat(8),
          "HUNG CLAIM",
          "HUNG CLAIM: pipeline-lock build 123 has been silent for 53 min",
          List.of("No other deployment runs."),
          NOON);

  private IncidentExamples() {}

  private static Step.Recreate onlyIfHung(InstanceId vm, String cid) {
    return new Step.Recreate(
        vm, Optional.of(cid), Set.of(), Optional.of(Step.Condition.STILL_HUNG));
  }

  /** A request that people need to know nothing else about, and that continues no other. */
  public static Requested requested(
      EnvironmentName environment,
      UserId by,
      String reason,
      EvidenceSummary evidence,
      Plan plan,
      ApprovalPolicy policy) {
    return new Requested(
        environment, by, reason, evidence, plan, policy, List.of(), Optional.empty());
  }

  /** A yes for the first list, not confirmed and without a proof of the click. */
  public static Approved approved(UserId by) {
    return new Approved(by, Set.of(Panel.FIRST), Optional.empty());
  }

  public static Requested request(ApprovalPolicy policy) {
    return requested(DEV04, ANA, "deployments wait since 11:07", HUNG, RUNBOOK, policy);
  }

  /** The blind plan under any policy, as only somebody else would record it under most. */
  public static Requested blindly(ApprovalPolicy policy) {
    return requested(DEV04, ANA, "Concourse is dead since 11:07", HUNG, BLINDLY, policy);
  }

  /** An incident that these events lead to, one a second from noon on. */
  public static Incident incident(IncidentEvent... after) {
    return Incident.of(recorded(request(TWO_OTHERS), after));
  }

  public static List<Recorded> recorded(IncidentEvent first, IncidentEvent... after) {
    var events = new ArrayList<Recorded>();
    events.add(new Recorded(new IncidentId(1), 1, NOON, first, "h1"));
    for (int i = 0; i < after.length; i++) {
      events.add(
          new Recorded(new IncidentId(1), i + 2, NOON.plusSeconds(i + 1), after[i], "h" + (i + 2)));
    }
    return events;
  }

  public static Person member(UserId id, String... groups) {
    return new Person(id, Standing.MEMBER, Set.of(groups));
  }
}
