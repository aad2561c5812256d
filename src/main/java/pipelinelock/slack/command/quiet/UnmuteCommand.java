package pipelinelock.slack.command.quiet;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code unmute dev04}. */
public final class UnmuteCommand implements SlashSubcommand {
  private final Directory directory;
  private final Naming naming;
  private final Muting muting;

  public UnmuteCommand(Directory directory, Incidents incidents, Muting muting) {
    this.directory = directory;
    this.naming = new Naming(directory, incidents);
    this.muting = muting;
  }

  @Override
  public String name() {
    return "unmute";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("unsilence", "unsnooze");
  }

  @Override
  public String usage() {
    return "unmute " + directory.example();
  }

  @Override
  public Topic topic() {
    return Topic.QUIET;
  }

  @Override
  public String purpose() {
    return "lets the watcher post about an environment again";
  }

  @Override
  public Answer answer(Call call) {
    var environment = naming.onlyEnvironment(call, usage()).environment();
    return Answer.later(
        "Ending the mute of %s …".formatted(environment),
        _ -> muting.unmute(call.user(), environment));
  }
}
