package pipelinelock.slack.action;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/** The reply to a command. Nobody else sees it unless it says so. */
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

  /**
   * A form opens.
   *
   * @param instead the reply if Slack does not open it
   */
  record Opens(Form form, Message instead) implements Answer {}

  /** What takes long. */
  interface Work {
    /**
     * Does it.
     *
     * @param tell receives what the person should know meanwhile
     */
    Message get(Telling tell);
  }

  /** What a person is shown before the work is done. */
  interface Telling extends Consumer<String> {
    /** What is known so far. */
    void show(Message soFar);

    @Override
    default void accept(String sentence) {
      show(Message.sentence(sentence));
    }
  }

  /** The same answer, whose last message is changed so. */
  default Answer with(UnaryOperator<Message> change) {
    return switch (this) {
      case Now(var message) -> new Now(change.apply(message));
      case Later(var meanwhile, var work, var forAll) ->
          new Later(meanwhile, tell -> change.apply(work.get(tell)), forAll);
      case Opens form -> form;
    };
  }

  /** The same answer, each message of which is changed so. */
  default Answer withAll(UnaryOperator<Message> change) {
    return switch (this) {
      case Now(var message) -> new Now(change.apply(message));
      case Later(var meanwhile, var work, var forAll) ->
          new Later(
              meanwhile,
              tell -> change.apply(work.get(soFar -> tell.show(change.apply(soFar)))),
              forAll);
      case Opens form -> form;
    };
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
