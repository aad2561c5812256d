package pipelinelock.slack.command.decide;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.ClockTime;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.message.Message;

/** {@code note INC-42 the web VM answers again --at 10:42}. */
public final class NoteCommand implements SlashSubcommand {
  private final Directory directory;
  private final Incidents incidents;
  private final Notes notes;
  private final Naming naming;
  private final People people;
  private final InstantSource clock;

  public NoteCommand(
      Directory directory, Incidents incidents, Notes notes, People people, InstantSource clock) {
    this.directory = directory;
    this.incidents = incidents;
    this.notes = notes;
    this.naming = new Naming(directory, incidents);
    this.people = people;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "note";
  }

  @Override
  public String usage() {
    return "note INC-42 what happened";
  }

  @Override
  public Topic topic() {
    return Topic.RUN;
  }

  @Override
  public String purpose() {
    return "adds to an incident's timeline";
  }

  @Override
  public String details() {
    return "`--at 10:42` is for something earlier, in your own time zone; `--at 10:42Z` is UTC. In the incident channel you can leave the number out while one incident is open. To add a message, use *Add to timeline* in its menu, or react with :pushpin: in the incident channel.";
  }

  @Override
  public List<String> options() {
    return List.of("at");
  }

  @Override
  public Answer answer(Call call) {
    var at = call.typed().valueOf("at");
    var typed = at.map(Typed.Valued::others).orElse(call.typed());
    if (at.isEmpty() && typed.has("at")) {
      throw new UsageError("At what time? Like this: `/pipeline-lock note INC-42 text --at 10:42`");
    }
    var meant = meant(call.with(typed));
    var id = meant.incident().id();
    String text = meant.others().rest();
    if (text.isBlank()) {
      throw new UsageError(
          "What should be noted? Like this: `/pipeline-lock note %s the web VM answers again`"
              .formatted(id));
    }
    return Answer.later(
        "Noting it in %s …".formatted(id),
        _ -> note(id, call.user(), text, at.map(Typed.Valued::value)));
  }

  private Message note(IncidentId id, String user, String text, Optional<String> at) {
    var now = clock.instant();
    Optional<Instant> about =
        at.isEmpty()
            ? Optional.of(now)
            : ClockTime.parse(at.get()).map(it -> it.newest(people.zoneOrUtc(user), now));
    return about
        .map(
            it -> notes.add(id, user, new Notes.Note(it, text, Optional.empty(), Optional.empty())))
        .orElseGet(
            () ->
                Message.sentence(
                    "`%s` is not a time of day, so nothing was noted. Like this: `--at 10:42`, or `--at 10:42Z` for UTC."
                        .formatted(at.orElse("").replace('`', '\''))));
  }

  /** By its number or its environment; without either, the open one of the channel. */
  private Naming.MeantIncident meant(Call call) {
    var first = call.typed().first();
    boolean named =
        first
            .map(Typed.Word::plain)
            .filter(it -> it.matches("inc-?[0-9]+|[0-9]+") || directory.find(it).isPresent())
            .isPresent();
    Optional<Incident> here =
        directory.ofChannel(call.channel()).flatMap(incidents::openIn).filter(_ -> !named);
    if (here.isPresent()) {
      return new Naming.MeantIncident(here.get(), call.typed());
    }
    boolean mistyped = first.map(Typed.Word::plain).flatMap(directory::nearest).isPresent();
    if (!named && !mistyped) {
      throw new UsageError("Which incident? Like this: `/pipeline-lock %s`".formatted(usage()));
    }
    return naming.incident(call, usage());
  }
}
