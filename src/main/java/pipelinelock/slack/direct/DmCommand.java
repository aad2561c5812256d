package pipelinelock.slack.direct;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.MuteTime;
import pipelinelock.slack.input.UsageError;

/** {@code dm off}, {@code dm off for 4h}, {@code dm on}. */
public final class DmCommand implements SlashSubcommand {
  private final DirectChoice choice;

  public DmCommand(DirectChoice choice) {
    this.choice = choice;
  }

  @Override
  public String name() {
    return "dm";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("dms", "direct");
  }

  @Override
  public String usage() {
    return "dm off";
  }

  @Override
  public Topic topic() {
    return Topic.QUIET;
  }

  @Override
  public String purpose() {
    return "ends the bot's direct messages to you, or with `dm on` lets them come again";
  }

  @Override
  public String details() {
    return "The bot writes to you directly when you may approve a request, and when your own is decided. `dm off` ends that for you alone, `dm off for 4h` or `dm off until 14:00` for a while (seven days at most), `dm` tells what holds. Threads in the incident channel still mention you. Where the bot cannot write in that channel, it tells you directly all the same.";
  }

  @Override
  public Answer answer(Call call) {
    var words = call.typed();
    String first = words.first().map(it -> it.plain().toLowerCase(Locale.ROOT)).orElse("");
    return switch (first) {
      case "" -> new Answer.Now(choice.state(call.user()));
      case "on" -> new Answer.Now(choice.on(call.user()));
      case "off" -> off(call.user(), words.without(words.first().orElseThrow()).rest());
      default ->
          throw new UsageError(
              "`/pipeline-lock dm off` ends the direct messages to you, `/pipeline-lock dm on` lets them come again.");
    };
  }

  private Answer off(String user, String rest) {
    if (rest.isBlank()) {
      return new Answer.Now(choice.off(user, Optional.empty()));
    }
    var time = MuteTime.parse(rest).filter(it -> it.reason().isEmpty());
    if (time.isEmpty()) {
      throw new UsageError(
          "For how long? Like this: `/pipeline-lock dm off for 4h`, or `until 14:00`; `/pipeline-lock dm off` until you want them again.");
    }
    return Answer.later("Ending the direct messages …", _ -> choice.off(user, time));
  }
}
