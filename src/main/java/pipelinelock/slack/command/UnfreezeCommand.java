package pipelinelock.slack.command;

import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Freezing;
import pipelinelock.slack.input.Call;

/** {@code unfreeze}. */
final class UnfreezeCommand implements SlashSubcommand {
  private final Freezing freezing;

  UnfreezeCommand(Freezing freezing) {
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
  public String purpose() {
    return "ends a freeze, so that the bot takes requests again";
  }

  @Override
  public Answer answer(Call call) {
    return Answer.later("Ending the freeze …", _ -> freezing.unfreeze(call.user()));
  }
}
