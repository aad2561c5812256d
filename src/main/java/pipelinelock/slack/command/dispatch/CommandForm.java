package pipelinelock.slack.command.dispatch;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.command.SlashSubcommand.Offered;
import pipelinelock.slack.form.ReasonField;
import pipelinelock.slack.form.Remembered;
import pipelinelock.slack.form.Submission;
import pipelinelock.slack.form.Submitted;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/**
 * The form that the command opens where nothing follows it: what to do, where, and why. It only
 * writes a command, which then goes the way of every command that somebody typed.
 */
final class CommandForm {
  static final String CALLBACK = "command";
  static final String COMMAND = "command";
  static final String ENVIRONMENT = "environment";

  private final Directory directory;
  private final Map<String, SlashSubcommand> offered;
  private final Function<Call, Answer> commands;
  private final ReasonField reason;

  /**
   * @param all the commands, of which the form shows those that it can ask for
   * @param commands answers what was typed
   */
  CommandForm(Directory directory, List<SlashSubcommand> all, Function<Call, Answer> commands) {
    this.directory = directory;
    this.offered =
        all.stream()
            .filter(it -> it.offered() != Offered.NOT)
            .collect(toMap(SlashSubcommand::name, it -> it, (one, _) -> one, LinkedHashMap::new));
    this.commands = commands;
    this.reason = new ReasonField(directory);
  }

  /**
   * The form; empty where there is no environment to choose.
   *
   * @param channel where the command was typed
   */
  Optional<Form> of(String channel) {
    if (directory.channels().isEmpty()) {
      return Optional.empty();
    }
    var form =
        new Form(
            CALLBACK,
            "Pipeline Lock",
            Optional.of("Continue"),
            new Remembered(channel, "").text(),
            List.of());
    return Optional.of(
        form.with(
                new Form.Choice(
                    COMMAND,
                    "What do you want to do?",
                    "A cure is only requested: nothing is done before enough people approve.",
                    choices()))
            .with(
                new Form.Choice(
                    ENVIRONMENT, "In which environment?", aboutPlaces(), places(channel)))
            .with(
                ReasonField.optional(
                    "Only a request for a cure needs it: the approvers and the auditor will read it."))
            .with(Layout.note("More commands, and all options: type `/pipeline-lock help`")));
  }

  private Map<String, String> choices() {
    var choices = new LinkedHashMap<String, String>();
    offered.forEach((name, it) -> choices.put(name, "%s: %s".formatted(name, it.purpose())));
    return choices;
  }

  /** That of the channel comes first, and so is chosen where nobody chooses. */
  private Map<String, String> places(String channel) {
    var places = new LinkedHashMap<String, String>();
    Stream.concat(directory.ofChannel(channel).stream(), directory.channels().keySet().stream())
        .map(EnvironmentName::value)
        .forEach(it -> places.putIfAbsent(it, it));
    return places;
  }

  private String aboutPlaces() {
    int all = directory.channels().size();
    return all > Form.Choice.MOST
        ? "Slack shows %d of %d here. For another one, type its name: `/pipeline-lock status NAME`"
            .formatted(Form.Choice.MOST, all)
        : "The one whose lock or deployment it is about.";
  }

  /** What was chosen, as if it had been typed. */
  Submitted submit(Submission submission) {
    var command = Optional.ofNullable(offered.get(submission.text(COMMAND)));
    if (command.isEmpty()) {
      return wrong(COMMAND, "That is not one of them. Close the form, and open it again.");
    }
    var name = directory.find(submission.text(ENVIRONMENT));
    if (name.isEmpty()) {
      return wrong(ENVIRONMENT, "That environment no longer exists. Close the form.");
    }
    boolean asks = command.get().offered() == Offered.WITH_A_REASON;
    return (asks ? reason.wrong(submission, name.get()) : Optional.<Submitted>empty())
        .orElseGet(() -> answered(command.get(), name.get(), submission, asks));
  }

  private static Submitted wrong(String field, String why) {
    return new Submitted.Wrong(Map.of(field, why));
  }

  private Submitted answered(
      SlashSubcommand command, EnvironmentName name, Submission submission, boolean asks) {
    String channel = Remembered.parse(submission.remembered()).map(Remembered::channel).orElse("");
    var typed =
        new Typed(
            Stream.concat(
                    Stream.of(command.name(), name.value()).map(it -> new Typed.Word(it, false)),
                    Stream.of(ReasonField.of(submission))
                        .filter(it -> asks && !it.isEmpty())
                        .map(it -> new Typed.Word(it, true))) // whole: no word of it is an option
                .toList());
    var answer = commands.apply(new Call(submission.user(), channel, typed, submission.proof()));
    return command.isRead()
        ? shown(name, answer)
        : new Submitted.Accepted(reason.places(channel, name), work(answer));
  }

  /** Says first what a person sees who typed it. */
  private static Answer.Work work(Answer answer) {
    return switch (answer) {
      case Answer.Now(var message) -> _ -> message;
      case Answer.Later(var meanwhile, var work, var _) ->
          tell -> {
            tell.show(meanwhile);
            return work.get(tell);
          };
      case Answer.Opens(var _, var instead) -> _ -> instead;
    };
  }

  private static Submitted shown(EnvironmentName name, Answer answer) {
    return switch (answer) {
      case Answer.Now(var message) -> new Submitted.Shown(read(name, message), _ -> {});
      case Answer.Later(var meanwhile, var work, var _) ->
          new Submitted.Shown(read(name, meanwhile), form -> follow(name, work, form));
      case Answer.Opens(var _, var instead) -> new Submitted.Shown(read(name, instead), _ -> {});
    };
  }

  private static void follow(EnvironmentName name, Answer.Work work, Consumer<Form> form) {
    form.accept(read(name, work.get(soFar -> form.accept(read(name, soFar)))));
  }

  private static Form read(EnvironmentName name, Message message) {
    return new Form(CALLBACK, name.value(), Optional.empty(), "", message.blocks());
  }
}
