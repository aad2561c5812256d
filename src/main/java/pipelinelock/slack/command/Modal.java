package pipelinelock.slack.command;

import java.util.Optional;
import pipelinelock.slack.message.Message;

/** A form that a button opens, and what its submission does. */
public interface Modal {
  /** The button's action id. */
  String button();

  /** Tells a submission of this form from others. */
  String callback();

  /**
   * Opens the form before anything slow is done: Slack's trigger is good for three seconds.
   *
   * @return what only the person is told; empty where the form says it all
   */
  Optional<Message> open(Click click, Modals.Trigger trigger);

  /** Checks what was filled in. Quick: what takes long is left to do. */
  Submitted submit(Submission submission);
}
