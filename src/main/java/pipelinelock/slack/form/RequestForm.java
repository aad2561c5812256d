package pipelinelock.slack.form;

import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;

/** The form that every cure is requested by: what it is, why it is needed, how it is to end. */
record RequestForm(String callback, String title, String what) {
  /**
   * @param channel where the button was; empty where it was in no channel
   * @param least how long a reason has to be, in letters
   */
  Form of(EnvironmentName environment, String channel, int least, boolean startsAgain) {
    var form =
        new Form(
                callback,
                title,
                Optional.of("Ask for approval"),
                new Remembered(channel, environment.value()).text(),
                List.of(Layout.sentence(what.formatted(environment))))
            .with(Reason.field(least));
    return FinishFields.in(form, startsAgain);
  }
}
