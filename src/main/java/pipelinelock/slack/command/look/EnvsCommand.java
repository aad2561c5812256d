package pipelinelock.slack.command.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.card.Doubt;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** {@code envs}. */
public final class EnvsCommand implements SlashSubcommand {
  private final Directory directory;
  private final Incidents incidents;

  public EnvsCommand(Directory directory, Incidents incidents) {
    this.directory = directory;
    this.incidents = incidents;
  }

  @Override
  public String name() {
    return "envs";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("environments", "env", "list", "ls");
  }

  @Override
  public String usage() {
    return "envs";
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "environments, their channels and what is open";
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  @Override
  public Answer answer(Call call) {
    List<String> lines = new ArrayList<>();
    directory.channels().forEach((name, channel) -> lines.add(line(name, channel)));
    return new Answer.Now(Message.of(Layout.header("Environments"), Layout.markup(lines)));
  }

  private String id(IncidentId incident) {
    return directory
        .links()
        .apply(incident)
        .map(it -> Mrkdwn.link(it, incident.toString()))
        .orElseGet(incident::toString);
  }

  private String line(EnvironmentName name, String channel) {
    var shown = incidents.shownIn(name);
    String open =
        shown
            .incident()
            .map(incident -> " · %s %s".formatted(id(incident.id()), IncidentWords.state(incident)))
            .or(() -> shown.doubt().map(why -> " · " + Doubt.line(why)))
            .orElse("");
    return "%s · %s%s".formatted(Mrkdwn.code(name.value()), Mrkdwn.channel(channel), open);
  }
}
