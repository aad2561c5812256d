package pipelinelock.slack.command;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.card.IncidentCard;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code incident INC-42}. */
final class IncidentCommand implements SlashSubcommand {
  private final Directory directory;
  private final Incidents incidents;
  private final Naming naming;

  IncidentCommand(Directory directory, Incidents incidents) {
    this.directory = directory;
    this.incidents = incidents;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "incident";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("show", "inc", "audit");
  }

  @Override
  public String usage() {
    return "incident INC-42";
  }

  @Override
  public String purpose() {
    return "shows one incident: why, what, who, its timeline, and how it ended";
  }

  @Override
  public Answer answer(Call call) {
    var incident = naming.incident(call, usage()).incident();
    String channel = directory.channels().getOrDefault(incident.environment(), "");
    return new Answer.Now(IncidentCard.of(incident, incidents.events(incident.id()), channel));
  }
}
