package pipelinelock.slack.command;

import java.util.List;
import java.util.Set;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;

/** One of the things that {@code /pipeline-lock} can do. The help is generated from these. */
public interface SlashSubcommand {
  /** The first word, {@code status}. */
  String name();

  /** Other words for it. */
  default Set<String> aliases() {
    return Set.of();
  }

  /** Whether this word means it. */
  default boolean isCalled(String word) {
    return name().equals(word) || aliases().contains(word);
  }

  /** What follows it, with an environment of this configuration as the example. */
  String usage();

  /** What a person wants with it: the help lists commands by that. */
  enum Topic {
    LOOK("See what is going on"),
    CURE("Ask for a cure"),
    DECIDE("Decide on a request"),
    RUN("Stop it, add to it"),
    QUIET("Freeze, mute");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  Topic topic();

  /** What it does, one line. */
  String purpose();

  /** More for those who ask for help on it; empty = nothing more. */
  default String details() {
    return "";
  }

  /** Its options without their dashes; any other is refused before it is asked. */
  default List<String> options() {
    return List.of();
  }

  /** How the form offers it that the command opens where nothing follows it. */
  enum Offered {
    NOT,
    FOR_AN_ENVIRONMENT,
    WITH_A_REASON
  }

  default Offered offered() {
    return Offered.NOT;
  }

  /** Whether it shows what the bot knows; what asks for an act is judged by itself. */
  default boolean isForReaders() {
    return false;
  }

  /** Whether it only asks: doing it twice changes nothing. */
  default boolean isRead() {
    return isForReaders();
  }

  /** The same of these words, where some of them do more than ask. */
  default boolean isRead(Typed typed) {
    return isRead();
  }

  /**
   * Must not wait for anything but the record.
   *
   * @throws UsageError when the words cannot be meant
   */
  Answer answer(Call call);
}
