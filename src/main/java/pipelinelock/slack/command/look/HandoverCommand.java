package pipelinelock.slack.command.look;

import java.time.InstantSource;
import pipelinelock.evidence.Handover;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.card.HandoverCard;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code handover INC-42}. */
public final class HandoverCommand implements SlashSubcommand {
  private final Incidents incidents;
  private final Naming naming;
  private final InstantSource clock;

  public HandoverCommand(Directory directory, Incidents incidents, InstantSource clock) {
    this.incidents = incidents;
    this.naming = new Naming(directory, incidents);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public String usage() {
    return "handover INC-42";
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "what the next shift needs to know of an incident";
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  @Override
  public Answer answer(Call call) {
    var incident = naming.incident(call, usage()).incident();
    var events = incidents.events(incident.id());
    return new Answer.Now(HandoverCard.of(Handover.of(events, clock.instant())));
  }
}
