package pipelinelock.slack.command.dispatch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.action.Freezing;
import pipelinelock.slack.action.IncidentFiles;
import pipelinelock.slack.action.Looks;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.command.cure.CureSubcommand;
import pipelinelock.slack.command.cure.TypedCure;
import pipelinelock.slack.command.decide.ApproveCommand;
import pipelinelock.slack.command.decide.BreakGlassCommand;
import pipelinelock.slack.command.decide.CancelCommand;
import pipelinelock.slack.command.decide.NoteCommand;
import pipelinelock.slack.command.decide.RejectCommand;
import pipelinelock.slack.command.decide.ReviewCommand;
import pipelinelock.slack.command.decide.RevokeCommand;
import pipelinelock.slack.command.decide.WhoCommand;
import pipelinelock.slack.command.look.EnvsCommand;
import pipelinelock.slack.command.look.HandoverCommand;
import pipelinelock.slack.command.look.HistoryCommand;
import pipelinelock.slack.command.look.IncidentCommand;
import pipelinelock.slack.command.look.InsightsCommand;
import pipelinelock.slack.command.look.StatusCommand;
import pipelinelock.slack.command.look.UpdateCommand;
import pipelinelock.slack.command.quiet.FreezeCommand;
import pipelinelock.slack.command.quiet.MuteCommand;
import pipelinelock.slack.command.quiet.UnfreezeCommand;
import pipelinelock.slack.command.quiet.UnmuteCommand;
import pipelinelock.slack.direct.DirectChoice;
import pipelinelock.slack.direct.DmCommand;
import pipelinelock.slack.form.FormAction;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.wording.Nearest;
import pipelinelock.wording.Outside;

/** All that {@code /pipeline-lock} can do; finds the subcommand that somebody means. */
public final class Commands {
  /** Some type the command itself again. */
  private static final Set<String> NAMES = Set.of("/pipeline-lock", "pipeline-lock");

  /** A subcommand may come after the environment, {@code dev04 status}, but no later. */
  private static final int WITHIN = 2;

  private final Directory directory;
  private final List<SlashSubcommand> all;
  private final HelpCommand help;
  private final CommandForm form;
  private final Readers readers;
  private final Optional<Freezing> freezing;
  private final Optional<Muting> muting;

  /** Without files. */
  public Commands(
      Directory directory,
      Incidents incidents,
      Looks looks,
      CureRequests requests,
      People people,
      InstantSource clock,
      Optional<Freezing> freezing,
      Optional<Muting> muting,
      Optional<DirectChoice> directs,
      RefusalLog refusals) {
    this(
        directory,
        incidents,
        looks,
        requests,
        people,
        clock,
        freezing,
        muting,
        directs,
        refusals,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * All that there is.
   *
   * @param refusals keeps what is refused
   * @param files posts an incident as a file
   * @param insights shows what many incidents have in common
   */
  public Commands(
      Directory directory,
      Incidents incidents,
      Looks looks,
      CureRequests requests,
      People people,
      InstantSource clock,
      Optional<Freezing> freezing,
      Optional<Muting> muting,
      Optional<DirectChoice> directs,
      RefusalLog refusals,
      Optional<IncidentFiles> files,
      Optional<InsightsCommand> insights) {
    this.readers = new Readers(people, refusals);
    this.freezing = freezing;
    this.muting = muting;
    var decisions = new Decisions(incidents, people, refusals, directory.links());
    this.directory = directory;
    var commands = new ArrayList<SlashSubcommand>();
    commands.add(new StatusCommand(directory, incidents, looks));
    for (var cure : TypedCure.ALL) {
      commands.add(new CureSubcommand(cure, directory, incidents, requests, people));
    }
    commands.add(new ApproveCommand(directory, incidents, decisions));
    commands.add(new WhoCommand(directory, incidents, requests, people));
    commands.add(new RevokeCommand(directory, incidents, decisions));
    commands.add(new RejectCommand(directory, incidents, decisions));
    commands.add(new BreakGlassCommand(directory, incidents, decisions));
    commands.add(new ReviewCommand(directory, incidents, decisions));
    commands.add(new CancelCommand(directory, incidents, decisions));
    commands.add(
        new NoteCommand(
            directory,
            incidents,
            new Notes(incidents, people, refusals, directory.links()),
            people,
            clock));
    commands.add(new HistoryCommand(directory, incidents));
    commands.add(new IncidentCommand(directory, incidents, looks, refusals, files));
    commands.add(new UpdateCommand(directory, incidents, clock));
    commands.add(new HandoverCommand(directory, incidents, clock));
    insights.ifPresent(commands::add);
    commands.add(new EnvsCommand(directory, incidents));
    freezing.ifPresent(
        it -> {
          commands.add(new FreezeCommand(directory, it));
          commands.add(new UnfreezeCommand(it));
        });
    muting.ifPresent(
        it -> {
          commands.add(new MuteCommand(directory, incidents, it));
          commands.add(new UnmuteCommand(directory, incidents, it));
        });
    directs.ifPresent(it -> commands.add(new DmCommand(it)));
    this.help = new HelpCommand(directory, commands);
    commands.add(help);
    this.all = List.copyOf(commands);
    this.form = new CommandForm(directory, all, this::answer);
  }

  /** The channel of an environment's incidents; empty for an unknown environment. */
  public String channelOf(String environment) {
    return directory.find(environment).map(it -> directory.where(it).channel()).orElse("");
  }

  /** What is chosen in the form that the command alone opens. */
  public FormAction form() {
    return new FormAction(CommandForm.CALLBACK, form::submit);
  }

  /** What there is, for the help and for documents. */
  public List<SlashSubcommand> all() {
    return all;
  }

  /** Whether what was typed only asks; false in doubt. */
  public boolean isRead(Typed text) {
    var typed = text.unwrapped(NAMES);
    return typed.first().isEmpty()
        || subcommand(typed)
            .flatMap(it -> find(it.plain()))
            .or(() -> implied(typed))
            .filter(it -> it.isRead(typed))
            .isPresent();
  }

  /** What the person gets who typed this. Quick: what takes long is left to do. */
  public Answer answer(Call call) {
    try {
      var typed = call.typed().unwrapped(NAMES);
      if (typed.first().isEmpty()) {
        return bare(call);
      }
      var said = subcommand(typed);
      if (said.isPresent()) {
        var command = find(said.get().plain()).orElseThrow();
        return answer(command, call.with(typed.without(said.get())));
      }
      var meant = implied(typed).orElseThrow(() -> unknown(typed.first().orElseThrow().plain()));
      return answer(meant, call.with(typed));
    } catch (UsageError e) {
      return Answer.now(e.advice());
    }
  }

  /** The form to choose in, and the help where Slack does not open it. */
  private Answer bare(Call call) {
    return form.of(call.channel())
        .<Answer>map(it -> new Answer.Opens(it, help.whole()))
        .orElseGet(() -> answer(help, call));
  }

  private Answer answer(SlashSubcommand command, Call call) {
    var plain = command.answer(call.with(KnownOptions.in(call.typed(), command)));
    var answer = muting.map(it -> it.on(command.name(), plain)).orElse(plain);
    var shown = freezing.map(it -> it.on(command.name(), answer)).orElse(answer);
    return command.isForReaders() ? readers.only(call.user(), command.name(), shown) : shown;
  }

  private Optional<Typed.Word> subcommand(Typed typed) {
    Predicate<Typed.Word> known = word -> find(word.plain()).isPresent() && !word.quoted();
    return new Typed(typed.words().stream().filter(it -> !it.isFlag()).limit(WITHIN).toList())
        .first(known);
  }

  /** A name alone asks for its status. */
  private Optional<SlashSubcommand> implied(Typed typed) {
    var alone = typed.words().stream().filter(it -> !it.isFlag()).toList();
    if (alone.size() != 1) {
      return Optional.empty();
    }
    String word = alone.getFirst().plain();
    if (directory.find(word).isPresent()) {
      return find("status");
    }
    return word.matches("inc-?[1-9][0-9]*") ? find("incident") : Optional.empty();
  }

  private Optional<SlashSubcommand> find(String name) {
    return all.stream().filter(it -> it.isCalled(name)).findFirst();
  }

  private SlashSubcommand get(String name) {
    return find(name).orElseThrow();
  }

  private UsageError unknown(String typed) {
    var names = all.stream().map(SlashSubcommand::name).toList();
    String shown = Outside.line(typed, 40);
    var nearest = Nearest.to(typed, names);
    return new UsageError(
        "There is no command `%s`.%s All commands: `/pipeline-lock help`"
            .formatted(
                shown.replace('`', '\''),
                nearest
                    .map(it -> " Did you mean `/pipeline-lock %s`?".formatted(get(it).usage()))
                    .orElse("")));
  }
}
