package pipelinelock.slack.command.quiet;

import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Freezing;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.UsageError;

/** {@code unfreeze}. */
public final class UnfreezeCommand implements SlashSubcommand {
  private final Freezing freezing;

  public UnfreezeCommand(Freezing freezing) {
    this.freezing = freezing;
  }

  @Override
  public String name() {
    return "unfreeze";
  }

  @Override
  public String usage() {
    return "unfreeze";
  }

  @Override
  public Topic topic() {
    return Topic.QUIET;
  }

  @Override
  public String purpose() {
    return "ends a freeze, so that the bot takes requests again";
  }

  @Override
  public Answer answer(Call call) {
    if (call.typed().first(word -> !word.plain().equals("all")).isPresent()) {
      throw new UsageError(
          "Nothing was changed: a freeze covers every environment, so only all of it can end. Like this: `/pipeline-lock unfreeze`");
    }
    return Answer.later("Ending the freeze …", _ -> freezing.unfreeze(call.user()));
  }
}
