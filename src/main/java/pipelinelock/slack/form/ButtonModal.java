package pipelinelock.slack.form;

import java.util.Optional;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.message.Message;

/** A form that a button opens. */
public interface ButtonModal extends Modal {
  /** The button's action id. */
  String button();

  /**
   * Opens the form before anything slow is done: Slack's trigger is good for three seconds.
   *
   * @return what only the person is told; empty where the form says it all
   */
  Optional<Message> open(Click click, Modals.Trigger trigger);
}
