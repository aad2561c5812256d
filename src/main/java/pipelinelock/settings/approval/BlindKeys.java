package pipelinelock.settings.approval;

import java.util.Optional;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BlindApproval;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panels;
import pipelinelock.incident.policy.RequiredApprovals;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/**
 * The section {@code blind}: with it, a recreate of the web VM may be asked for while Concourse
 * does not say what runs. Whatever else its policy needs follows from that, and cannot be written.
 *
 * @param enabled false switches it off: for all environments, or for one of them
 * @param required how many people must approve
 * @param withWorker whether a web VM may go that carries a worker
 */
record BlindKeys(boolean enabled, int required, boolean withWorker) {
  private static final BlindKeys BASE = new BlindKeys(true, BlindApproval.PEOPLE, false);

  /** A section whose missing keys are taken from {@code base}. */
  static Kind<BlindKeys> over(Optional<BlindKeys> base) {
    return Kinds.section("{required: 3}", section -> read(section, base.orElse(BASE)));
  }

  private static Value<BlindKeys> read(Section section, BlindKeys base) {
    var enabled = section.optional("enabled", Kinds.yesOrNo("true"), base.enabled);
    var required = section.optional("required", Kinds.number(2, 20, "3"), base.required);
    var withWorker = section.optional("with_worker", Kinds.yesOrNo("false"), base.withWorker);
    return section.finish(() -> new BlindKeys(enabled.get(), required.get(), withWorker.get()));
  }

  /**
   * As strict as a blind recreate needs it; all else is as for a recreate that sees.
   *
   * @param second the second list, also where one that sees does without
   */
  ApprovalPolicy policy(ApprovalPolicy recreate, Optional<Approvers> second) {
    return new ApprovalPolicy(
        new RequiredApprovals(required, false, Optional.of(Confirmation.TYPE_NAME)),
        new Panels(recreate.panels().first(), second, recreate.panels().samePeople()),
        recreate.request(),
        recreate.deadlines(),
        recreate.reminder(),
        Optional.empty());
  }

  /**
   * Says why nobody could let a blind recreate begin, or too few people.
   *
   * @param named who may approve; empty = nobody is named yet
   * @param bothLists whether there are two lists
   */
  void judge(Section section, Optional<Panels> named, boolean bothLists) {
    if (!enabled) {
      return;
    }
    if (!bothLists && required < BlindApproval.PEOPLE) {
      section.wrong(
          "blind",
          "would let fewer than %d people recreate what nobody can see: required is %d, and there are no second_approvers"
              .formatted(BlindApproval.PEOPLE, required),
          "set blind.required to %d or more, or name second_approvers"
              .formatted(BlindApproval.PEOPLE));
    }
    named
        .filter(panels -> panels.onlyUsers() && panels.people() < required)
        .ifPresent(
            panels ->
                section.wrong(
                    "blind",
                    "could never be satisfied: %d approvals are required, but only %d %s may approve, and no group"
                        .formatted(
                            required, panels.people(), panels.people() == 1 ? "person" : "people"),
                    "name more approvers, or remove blind"));
  }
}
