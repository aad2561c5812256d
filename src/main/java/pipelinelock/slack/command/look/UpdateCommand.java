package pipelinelock.slack.command.look;

import java.time.InstantSource;
import pipelinelock.evidence.voice.PublicUpdate;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.card.HandoverCard;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code update INC-42}. */
public final class UpdateCommand implements SlashSubcommand {
  private final Incidents incidents;
  private final Naming naming;
  private final InstantSource clock;

  public UpdateCommand(Directory directory, Incidents incidents, InstantSource clock) {
    this.incidents = incidents;
    this.naming = new Naming(directory, incidents);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "update";
  }

  @Override
  public String usage() {
    return "update INC-42";
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "a plain-English sentence about an incident, for a status page";
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  @Override
  public Answer answer(Call call) {
    var incident = naming.incident(call, usage()).incident();
    var update = PublicUpdate.of(incidents.events(incident.id()));
    return new Answer.Now(HandoverCard.of(incident, update, clock.instant()));
  }
}
