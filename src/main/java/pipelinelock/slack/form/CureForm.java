package pipelinelock.slack.form;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.runbook.request.RecreateWish;
import pipelinelock.runbook.request.UsualFinish;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.thread.card.AskAgain;

/**
 * A form that requests a cure: what it is, why it is needed, how it should end.
 *
 * @param button that opens it; its value is the environment's name
 * @param command that asks for the same
 * @param title at most 24 characters
 * @param what it requests, with a place for the environment's name
 * @param choosesVms whether a person may choose among the VMs that the verdict offers
 * @param wish what was asked for by it
 */
public record CureForm(
    String button,
    String command,
    String title,
    String what,
    boolean choosesVms,
    Function<Submission, CureWish> wish) {
  private static final String AFTER_A_LOOK =
      " The bot looks again first, and does nothing before enough people approve.";

  /** Whatever cures, from the lightest rung on. */
  public static final CureForm CURE =
      new CureForm(
          AskAgain.CURE,
          "cure",
          "Cure the deployment lock",
          "Requests whatever ends it in %s, the lightest first. The bot looks again and shows the whole plan; nothing is done before enough people approve, and it stops as soon as it is cured.",
          false,
          it -> new LightestWish(ReasonField.of(it), FinishFields.of(it)));

  public static final CureForm RECREATE =
      new CureForm(
          AskAgain.RECREATE,
          CureKind.RECREATE.word(),
          "Recreate Concourse",
          "Requests a recreate of Concourse's VMs in %s. The bot reads the evidence again first, and does nothing before enough people approve.",
          true,
          it ->
              new RecreateWish(
                  ReasonField.of(it), Set.of(), false, VmField.chosen(it), FinishFields.of(it)));

  public static final CureForm RELEASE =
      lighter(
          CureKind.RELEASE, "Give the lock back", "Requests that the lock of %s is given back.");

  public static final CureForm ABORT =
      lighter(CureKind.ABORT, "Abort a hung build", "Requests an abort of the hung build in %s.");

  public static final CureForm UNPAUSE =
      lighter(CureKind.UNPAUSE, "Unpause", "Requests an unpause in %s.");

  static final List<CureForm> ALL = List.of(RELEASE, ABORT, UNPAUSE, CURE, RECREATE);

  private static CureForm lighter(CureKind kind, String title, String what) {
    return new CureForm(
        AskAgain.button(kind),
        kind.word(),
        title,
        what + AFTER_A_LOOK,
        false,
        it -> new LighterWish(kind, ReasonField.of(it), FinishFields.of(it)));
  }

  String callback() {
    return command + ".request";
  }

  /**
   * The form.
   *
   * @param channel where the button was; empty where it was in no channel
   * @param least how long a reason has to be, in letters
   * @param usual how the plan ends where nobody chooses otherwise
   */
  public Form of(EnvironmentName environment, String channel, int least, UsualFinish usual) {
    var form =
        new Form(
                callback(),
                title,
                Optional.of("Ask for approval"),
                new Remembered(channel, environment.value()).text(),
                List.of(Layout.sentence(what.formatted(environment))))
            .with(ReasonField.field(least));
    return FinishFields.in(form, usual);
  }
}
