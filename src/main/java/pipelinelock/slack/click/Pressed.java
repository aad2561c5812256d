package pipelinelock.slack.click;

import java.util.function.Consumer;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/** The result of pressing a button. */
public sealed interface Pressed {
  /** It is done, and others say so: the thread of the incident. */
  record Done() implements Pressed {}

  /** Only the person gets a reply. */
  record Told(Message message) implements Pressed {}

  /**
   * A form opens.
   *
   * @param then puts others in its place, when more is known
   * @param instead the reply to the person if Slack does not open it
   */
  record Opens(Form form, Consumer<Consumer<Form>> then, Message instead) implements Pressed {
    /** One that stays as it is. */
    public Opens(Form form, String instead) {
      this(form, _ -> {}, Message.sentence(instead));
    }
  }

  static Pressed told(String sentence) {
    return new Told(Message.sentence(sentence));
  }
}
