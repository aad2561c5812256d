package pipelinelock.store.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Deadlines;
import pipelinelock.incident.policy.Panels;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.incident.policy.RequestRules;
import pipelinelock.incident.policy.RequiredApprovals;
import pipelinelock.vm.RecreateOption;

/**
 * An approval policy as events keep it: one flat object, whose names and their order are for ever.
 * What came after the form was fixed is left out where it is empty: nothing else changes.
 */
record StoredPolicy(
    int approvals,
    boolean requesterCounts,
    Set<UserId> approvers,
    Set<String> approverGroups,
    Duration requestExpires,
    Duration executionExpires,
    int minimumReason,
    Set<RecreateOption> options,
    Optional<Approvers> second,
    Set<Set<UserId>> samePeople,
    Optional<String> reference,
    Optional<Reminder> reminder,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Confirmation> confirm,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<BreakGlass> breakGlass,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Duration> evidenceMaxAge) {

  private static StoredPolicy of(ApprovalPolicy policy) {
    return new StoredPolicy(
        policy.required().approvals(),
        policy.required().requesterCounts(),
        policy.panels().first().users(),
        policy.panels().first().groups(),
        policy.deadlines().requestExpires(),
        policy.deadlines().executionExpires(),
        policy.request().minimumReason(),
        policy.request().options(),
        policy.panels().second(),
        policy.panels().samePeople(),
        policy.request().reference(),
        policy.reminder(),
        policy.required().confirm(),
        policy.breakGlass(),
        policy.deadlines().evidenceMaxAge());
  }

  private ApprovalPolicy policy() {
    return new ApprovalPolicy(
        new RequiredApprovals(approvals, requesterCounts, confirm),
        new Panels(new Approvers(approvers, approverGroups), second, samePeople),
        new RequestRules(minimumReason, reference, options),
        new Deadlines(requestExpires, executionExpires, evidenceMaxAge),
        reminder,
        breakGlass);
  }

  static final class Writing extends StdConverter<ApprovalPolicy, StoredPolicy> {
    @Override
    public StoredPolicy convert(ApprovalPolicy policy) {
      return of(policy);
    }
  }

  static final class Reading extends StdConverter<StoredPolicy, ApprovalPolicy> {
    @Override
    public ApprovalPolicy convert(StoredPolicy stored) {
      return stored.policy();
    }
  }
}
