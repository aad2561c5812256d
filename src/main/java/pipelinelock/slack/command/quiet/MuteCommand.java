package pipelinelock.slack.command.quiet;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.MuteTime;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.UsageError;

/** {@code mute dev04 for 4h the pool is being moved}. */
public final class MuteCommand implements SlashSubcommand {
  private final Directory directory;
  private final Naming naming;
  private final Muting muting;

  public MuteCommand(Directory directory, Incidents incidents, Muting muting) {
    this.directory = directory;
    this.naming = new Naming(directory, incidents);
    this.muting = muting;
  }

  @Override
  public String name() {
    return "mute";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("silence", "snooze");
  }

  @Override
  public String usage() {
    return "mute %s for 4h why".formatted(directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.QUIET;
  }

  @Override
  public String purpose() {
    return "stops the watcher's posts about an environment for a while";
  }

  @Override
  public String details() {
    return "Any full member of the workspace may do this; the channel sees who did, and until when. The default is one hour, the maximum seven days: `for 30m`, `for 4h`, `for 2 days`, or `until 14:00` in your Slack time zone (`14:00Z` is UTC). The watcher keeps looking, and afterwards posts what still needs somebody. `status`, `envs` and the Home tab show a mute; `/pipeline-lock unmute` ends it.";
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.environment(call, usage());
    var environment = meant.environment();
    if (!muting.isWatched(environment)) {
      throw new UsageError(
          "%s is not watched, so there is nothing to mute: the bot's configuration has no `watch` for it."
              .formatted(environment));
    }
    var time =
        MuteTime.parse(meant.others().rest())
            .orElseThrow(
                () ->
                    new UsageError(
                        "For how long? Like this: `/pipeline-lock mute %s for 4h`, or `30m`, or `2 days`, or `until 14:00`."
                            .formatted(environment)));
    return Answer.later(
        "Muting the watcher of %s …".formatted(environment),
        _ -> muting.mute(call.user(), environment, time));
  }
}
