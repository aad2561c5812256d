package pipelinelock.slack.command;

import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;

/** {@code break-glass INC-42 dev04 nobody answers the pager}: by typing only, never by a button. */
final class BreakGlassCommand implements SlashSubcommand {
  private final Directory directory;
  private final Decisions decisions;
  private final Naming naming;

  BreakGlassCommand(Directory directory, Incidents incidents, Decisions decisions) {
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
    return "break-glass INC-42 %s why nobody can be waited for".formatted(directory.example());
  }

  @Override
  public String purpose() {
    return "starts a request alone, where its policy allows that";
  }

  @Override
  public String details() {
    return "For when nobody who may approve can be reached and it cannot wait. It is announced to everybody at once, and stays open until a second person has reviewed it. The evidence is read again all the same: a running deployment is never ended. Ask for the cure first; type the environment's name, and why.";
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
