package pipelinelock.slack.command;

import com.slack.api.model.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pipelinelock.incident.CureKind;
import pipelinelock.incident.Incidents;
import pipelinelock.runbook.RecreateWish;
import pipelinelock.slack.message.Message;

/** All that {@code /pipeline-lock} can do, and finding out what somebody wants of it. */
public final class Commands {
  private static final String HELP = "help";

  /** A subcommand may come after the environment, {@code dev04 status}, but no later. */
  private static final int WITHIN = 2;

  private final Directory directory;
  private final RecreateCommand recreate;
  private final List<SlashSubcommand> all;
  private final Optional<Freezing> freezing;

  /** Without freezing. */
  public Commands(
      Directory directory, Incidents incidents, Looks looks, CureRequests requests, People people) {
    this(directory, incidents, looks, requests, people, Optional.empty());
  }

  public Commands(
      Directory directory,
      Incidents incidents,
      Looks looks,
      CureRequests requests,
      People people,
      Optional<Freezing> freezing) {
    this.freezing = freezing;
    var decisions = new Decisions(incidents, people);
    this.directory = directory;
    this.recreate = new RecreateCommand(directory, incidents, requests, people);
    var commands = new ArrayList<SlashSubcommand>();
    commands.add(new StatusCommand(directory, incidents, looks));
    commands.add(recreate);
    for (var kind : List.of(CureKind.RELEASE, CureKind.ABORT, CureKind.UNPAUSE)) {
      commands.add(new CureCommand(kind, directory, incidents, requests, people));
    }
    commands.add(new ApproveCommand(directory, incidents, decisions));
    commands.add(new RevokeCommand(directory, incidents, decisions));
    commands.add(new RejectCommand(directory, incidents, decisions));
    commands.add(new CancelCommand(directory, incidents, decisions));
    commands.add(new HistoryCommand(directory, incidents));
    commands.add(new IncidentCommand(directory, incidents));
    commands.add(new EnvsCommand(directory, incidents));
    freezing.ifPresent(
        it -> {
          commands.add(new FreezeCommand(it));
          commands.add(new UnfreezeCommand(it));
        });
    commands.add(new HelpCommand(directory, commands));
    this.all = List.copyOf(commands);
  }

  /** The modal that asks why; empty for an environment that there is not. */
  public Optional<View> recreateModal(String environment, String channel) {
    return directory
        .find(environment)
        .map(
            name ->
                RecreateModal.of(
                    name,
                    channel,
                    directory.where(name).site().map(Site::minimumReason).orElse(0)));
  }

  /**
   * What the submitted modal asks for.
   *
   * @param subject as the modal carried it; a client may have changed it
   */
  public Message recreate(
      RecreateModal.Subject subject, String user, String reason, Consumer<String> tell) {
    return directory
        .find(subject.environment())
        .map(name -> recreate.ask(name, user, RecreateWish.plain(reason), tell))
        .orElseGet(() -> Message.sentence("There is no such environment any more."));
  }

  /** What there is, for the help and for documents. */
  public List<SlashSubcommand> all() {
    return all;
  }

  /** What the person gets who typed this. Quick: what takes long is left to do. */
  public Answer answer(Call call) {
    try {
      var first = call.typed().first();
      if (first.isEmpty()) {
        return answer(HELP, call);
      }
      var said = subcommand(call.typed());
      if (said.isEmpty()) {
        return Answer.now(unknown(first.get().plain()));
      }
      var rest = call.typed().without(said.get());
      return answer(said.get().plain(), new Call(call.user(), call.channel(), rest));
    } catch (UsageError e) {
      return Answer.now(e.advice());
    }
  }

  private Answer answer(String name, Call call) {
    var answer = get(name).answer(call);
    return freezing.map(it -> it.on(name, answer)).orElse(answer);
  }

  private Optional<Typed.Word> subcommand(Typed typed) {
    Predicate<Typed.Word> known = word -> find(word.plain()).isPresent() && !word.quoted();
    return new Typed(typed.words().stream().filter(it -> !it.isFlag()).limit(WITHIN).toList())
        .first(known);
  }

  private Optional<SlashSubcommand> find(String name) {
    return all.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private SlashSubcommand get(String name) {
    return find(name).orElseThrow();
  }

  private String unknown(String typed) {
    var names = all.stream().map(SlashSubcommand::name).toList();
    String shown = typed.length() > 40 ? typed.substring(0, 40) + "…" : typed;
    var nearest = DidYouMean.of(typed, names);
    return "There is no command `%s`.%s All there is: `/pipeline-lock help`"
        .formatted(
            shown.replace('`', '\''),
            nearest
                .map(it -> " Did you mean `/pipeline-lock %s`?".formatted(get(it).usage()))
                .orElse(""));
  }
}
