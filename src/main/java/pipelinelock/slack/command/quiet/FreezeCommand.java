package pipelinelock.slack.command.quiet;

import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Freezing;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.UsageError;

/** {@code freeze until the incident is over}. */
public final class FreezeCommand implements SlashSubcommand {
  private static final int LONGEST = 300;

  private final FreezeScope scope;
  private final Freezing freezing;

  public FreezeCommand(Directory directory, Freezing freezing) {
    this.scope = new FreezeScope(directory);
    this.freezing = freezing;
  }

  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public String usage() {
    return "freeze why it is needed";
  }

  @Override
  public Topic topic() {
    return Topic.QUIET;
  }

  @Override
  public String purpose() {
    return "starts nothing new in any environment; running plans continue";
  }

  @Override
  public String details() {
    return "Anybody who may approve in any environment may freeze, and end it with `/pipeline-lock unfreeze`. The bot takes no requests and starts nothing that was approved. A freeze applies to all environments and all nodes, survives restarts, and has no end of its own: it cannot be limited to one environment or to a time. The incident channels are told.";
  }

  @Override
  public Answer answer(Call call) {
    String reason = scope.reason(call.typed());
    if (reason.isEmpty()) {
      throw new UsageError(
          "Say why, so that others know when it can end: `/pipeline-lock freeze the Director is being upgraded`");
    }
    String kept = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
    return Answer.later("Freezing …", _ -> freezing.freeze(call.user(), kept));
  }
}
