package pipelinelock.incident.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.vm.RecreateOption;

/**
 * Makes an approval policy from what a test is about. The rest: two approvals of others, a request
 * holds 15 minutes and an approval 5, no reason is needed, nothing else is wanted or allowed.
 */
public final class PolicyBuilder {
  private RequiredApprovals required = new RequiredApprovals(2, false, Optional.empty());
  private Panels panels;
  private RequestRules request = new RequestRules(0, Optional.empty(), Set.of());
  private Deadlines deadlines =
      new Deadlines(Duration.ofMinutes(15), Duration.ofMinutes(5), Optional.empty());
  private Optional<Reminder> reminder = Optional.empty();
  private Optional<BreakGlass> breakGlass = Optional.empty();

  private PolicyBuilder(Panels panels) {
    this.panels = panels;
  }

  /** One by which these may approve, and whoever is in one of the Slack user groups. */
  public static PolicyBuilder approvers(Set<UserId> users, Set<String> groups) {
    return new PolicyBuilder(new Panels(new Approvers(users, groups), Optional.empty(), Set.of()));
  }

  /** One that differs from another only in what follows. */
  public static PolicyBuilder like(ApprovalPolicy other) {
    var like = new PolicyBuilder(other.panels());
    like.required = other.required();
    like.request = other.request();
    like.deadlines = other.deadlines();
    like.reminder = other.reminder();
    like.breakGlass = other.breakGlass();
    return like;
  }

  public PolicyBuilder approvals(int approvals) {
    required = new RequiredApprovals(approvals, required.requesterCounts(), required.confirm());
    return this;
  }

  public PolicyBuilder requesterCounts(boolean counts) {
    required = new RequiredApprovals(required.approvals(), counts, required.confirm());
    return this;
  }

  public PolicyBuilder confirm(Confirmation confirmation) {
    required =
        new RequiredApprovals(
            required.approvals(), required.requesterCounts(), Optional.of(confirmation));
    return this;
  }

  public PolicyBuilder second(Optional<Approvers> second) {
    panels = new Panels(panels.first(), second, panels.samePeople());
    return this;
  }

  public PolicyBuilder samePeople(Set<Set<UserId>> samePeople) {
    panels = new Panels(panels.first(), panels.second(), samePeople);
    return this;
  }

  public PolicyBuilder minimumReason(int characters) {
    request = new RequestRules(characters, request.reference(), request.options());
    return this;
  }

  public PolicyBuilder reference(String pattern) {
    request = new RequestRules(request.minimumReason(), Optional.of(pattern), request.options());
    return this;
  }

  public PolicyBuilder options(Set<RecreateOption> options) {
    request = new RequestRules(request.minimumReason(), request.reference(), options);
    return this;
  }

  public PolicyBuilder requestExpires(Duration after) {
    deadlines = new Deadlines(after, deadlines.executionExpires(), deadlines.evidenceMaxAge());
    return this;
  }

  public PolicyBuilder executionExpires(Duration after) {
    deadlines = new Deadlines(deadlines.requestExpires(), after, deadlines.evidenceMaxAge());
    return this;
  }

  public PolicyBuilder evidenceMaxAge(Optional<Duration> age) {
    deadlines = new Deadlines(deadlines.requestExpires(), deadlines.executionExpires(), age);
    return this;
  }

  public PolicyBuilder reminder(Optional<Reminder> reminder) {
    this.reminder = reminder;
    return this;
  }

  public PolicyBuilder breakGlass(BreakGlass glass) {
    breakGlass = Optional.of(glass);
    return this;
  }

  public ApprovalPolicy build() {
    return new ApprovalPolicy(required, panels, request, deadlines, reminder, breakGlass);
  }
}
