package pipelinelock.slack.command;

import java.util.function.Consumer;
import pipelinelock.slack.message.Message;

/** What a person gets for a command; seen by nobody else unless it says so. */
public sealed interface Answer {
  /** Known at once. */
  record Now(Message message) implements Answer {}

  /**
   * Takes longer than Slack waits.
   *
   * @param meanwhile what the person sees until then
   * @param forAll whether everybody in the channel sees what came of it
   */
  record Later(Message meanwhile, Work work, boolean forAll) implements Answer {}

  /** What takes long. */
  interface Work {
    /**
     * Does it.
     *
     * @param tell hears what the person should know meanwhile, a sentence each
     */
    Message get(Consumer<String> tell);
  }

  static Answer now(String sentence) {
    return new Now(Message.sentence(sentence));
  }

  static Answer later(String meanwhile, Work work) {
    return new Later(Message.sentence(meanwhile), work, false);
  }

  static Answer laterForAll(String meanwhile, Work work) {
    return new Later(Message.sentence(meanwhile), work, true);
  }
}
