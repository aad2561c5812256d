package pipelinelock.slack.command.decide;

import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;

/** {@code break-glass INC-42 dev04 nobody answers the pager}: by typing only, never by a button. */
public final class BreakGlassCommand implements SlashSubcommand {
  private final Directory directory;
  private final Decisions decisions;
  private final Naming naming;

  public BreakGlassCommand(Directory directory, Incidents incidents, Decisions decisions) {
    this.directory = directory;
    this.decisions = decisions;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "break-glass";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("breakglass");
  }

  @Override
  public String usage() {
    return "break-glass INC-42 %s why it cannot wait".formatted(directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.DECIDE;
  }

  @Override
  public String purpose() {
    return "starts it alone, if its policy allows that";
  }

  @Override
  public String details() {
    return "For an emergency in which you can reach no approver. The bot announces it to everybody at once, and it stays open until a second person has reviewed it. The bot still reads the evidence again and never ends a running deployment. Request the cure first, then type the environment's name and why it cannot wait.";
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.incident(call, usage());
    var incident = meant.incident();
    var name = meant.others().first(word -> word.plain().equals(incident.environment().value()));
    // Named by its environment, the incident's name was typed all the same.
    Optional<String> typed =
        name.map(Typed.Word::plain)
            .or(
                () ->
                    call.typed().words().stream()
                        .map(Typed.Word::plain)
                        .filter(incident.environment().value()::equals)
                        .findFirst());
    String reason = name.map(meant.others()::without).orElse(meant.others()).rest();
    return Answer.later(
        "Starting %s alone …".formatted(incident.id()),
        _ -> decisions.breakGlass(incident.id(), call.voice(), typed, reason).message());
  }
}
