package pipelinelock.slack.command.look;

import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.card.Doubt;
import pipelinelock.slack.card.IncidentCard;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code history dev04}. */
public final class HistoryCommand implements SlashSubcommand {
  private static final int NEWEST = 10;

  private final Directory directory;
  private final Incidents incidents;
  private final Naming naming;

  public HistoryCommand(Directory directory, Incidents incidents) {
    this.directory = directory;
    this.incidents = incidents;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("hist", "log");
  }

  @Override
  public String usage() {
    return "history " + directory.example();
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "the newest incidents of an environment";
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  @Override
  public Offered offered() {
    return Offered.FOR_AN_ENVIRONMENT;
  }

  @Override
  public Answer answer(Call call) {
    var environment = naming.onlyEnvironment(call, usage()).environment();
    var looked = incidents.looked(environment, NEWEST);
    var newest = looked.whole();
    var doubts = looked.doubts();
    var archived = incidents.archivedOf(environment);
    return newest.isEmpty() && archived.isEmpty() && doubts.isEmpty()
        ? Answer.now("%s has had no incident yet.".formatted(environment))
        : new Answer.Now(
            Doubt.shown(
                doubts,
                IncidentCard.history(environment.value(), newest, archived, directory.links())));
  }
}
