package pipelinelock.slack.form;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.runbook.request.Offer;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/** The field of a request form that chooses the VMs. */
public final class VmField {
  static final String NAME = "vms";

  private VmField() {}

  /** The form with the choice, where there is one. */
  static Form in(Form form, Offer offer) {
    var all = offer.all();
    if (all.size() == 1) {
      return form.with(
          Layout.sentence(
              "The verdict offers one VM: %s (%s)."
                  .formatted(all.getFirst().id(), state(all.getFirst()))));
    }
    if (all.size() > Form.Choices.MOST || all.stream().anyMatch(VmField::isTooLong)) {
      return form.with(
          Layout.sentence(
              "This requests all %d VMs that the verdict offers. For some of them, type the command with `--only`."
                  .formatted(all.size())));
    }
    return form.with(
        new Form.Choices(
            NAME,
            "Which VMs?",
            "One after the other, in this order. The bot does not touch the others.",
            all.stream().map(VmField::option).toList()));
  }

  /** All that were chosen; empty where the form had no choice. */
  static List<String> chosen(Submission submission) {
    return submission.chosen(NAME);
  }

  private static boolean isTooLong(Instance instance) {
    return instance.id().toString().length() > Form.Choices.LONGEST_VALUE;
  }

  private static Form.Choices.Option option(Instance instance) {
    return new Form.Choices.Option(
        instance.id().toString(), instance.id().shortForm(), state(instance));
  }

  private static String state(Instance instance) {
    return "VM %s, %s"
        .formatted(instance.cid().orElse("-"), instance.jobState().orElse("state not known"));
  }

  /** One look is not enough where a hung verdict has to be confirmed first. */
  static LayoutBlock unknown(EnvironmentName name) {
    return Layout.sentence(
        "This requests all VMs that the verdict offers when the bot looks again. For some of them, type `/pipeline-lock recreate %s --only worker/0 why it is needed`."
            .formatted(name));
  }

  static LayoutBlock unread(RemoteFailure why) {
    return Layout.sentence(
        "The bot could not read which VMs there are: %s. This requests all that the verdict offers when it looks again."
            .formatted(why.getMessage()));
  }

  /**
   * What is wrong with the choice, a sentence; empty where nothing is, or the desk has to see.
   *
   * @param offer that of the newest form, if this process opened it
   */
  static Optional<String> wrong(Submission submission, Optional<Offer> offer) {
    if (!submission.has(NAME)) {
      return Optional.empty();
    }
    var ids = new ArrayList<InstanceId>();
    for (String chosen : chosen(submission)) {
      try {
        ids.add(InstanceId.parse(chosen));
      } catch (IllegalArgumentException e) {
        return Optional.of("That VM is not in this form. Close the form and open it again.");
      }
    }
    return ids.isEmpty()
        ? Optional.of("Choose at least one VM.")
        : offer.flatMap(it -> it.refusal(List.copyOf(ids)));
  }
}
