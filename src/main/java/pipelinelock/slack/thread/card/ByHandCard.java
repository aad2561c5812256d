package pipelinelock.slack.thread.card;

import static java.util.stream.Collectors.joining;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/**
 * What is running, and what to type if the bot is gone: the one message that must be right when
 * nothing else works any more.
 */
public final class ByHandCard {
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9._/@%+=:,-]+");

  private final Incident incident;
  private final ByHand names;

  private ByHandCard(Incident incident, ByHand names) {
    this.incident = incident;
    this.names = names;
  }

  public static Message of(Incident incident, ByHand names) {
    return new ByHandCard(incident, names).message();
  }

  private Message message() {
    if (incident.phase() instanceof Phase.Closed) {
      return Message.of(
          Layout.sentence(
              "%s is over: there is nothing to finish by hand. What people still have to do is in its last message."
                  .formatted(incident.id())));
    }
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.header(
            "If the bot is gone: finish %s in %s by hand"
                .formatted(incident.id(), incident.environment())));
    blocks.add(Layout.sentence(now()));
    blocks.add(Layout.terminal(commands()));
    blocks.add(
        Layout.note(
            "Do this only if the bot has said nothing for minutes and does not answer `/pipeline-lock incident %s`: a running bot continues by itself. After a restart it continues where it stopped, so do not start it while you work by hand."
                .formatted(incident.id())));
    blocks.add(Layout.note("As of " + Mrkdwn.code(state())));
    return Message.of(blocks);
  }

  /**
   * What to type where nobody knows how far it came: looks first, and each act behind a sign.
   *
   * @param incident as far as it is known; nothing of it is named that had not begun to run
   */
  public static List<String> doubtful(Incident incident, ByHand names) {
    var card = new ByHandCard(incident, names);
    var lines = new ArrayList<>(looks(incident.environment(), names));
    if (incident.phase() instanceof Phase.Running) {
      for (int step = 0; step < incident.steps().size(); step++) {
        if (incident.steps().get(step) instanceof StepProgress.Waiting) {
          var doubtful = incident.step(step);
          card.commands(doubtful).stream()
              .filter(it -> !it.startsWith("#") && !lines.contains(it))
              .map(it -> ifNotDone(doubtful) + it)
              .forEach(lines::add);
        } else {
          card.commands(step).stream().filter(it -> !lines.contains(it)).forEach(lines::add);
        }
      }
    }
    return lines;
  }

  /** What to type to see how things are. */
  public static List<String> looks(EnvironmentName environment, ByHand names) {
    String bosh = "bosh -e %s -d %s ".formatted(environment, shell(names.deployment()));
    String fly = "fly -t %s ".formatted(environment);
    return List.of(
        bosh + "tasks --recent=30",
        bosh + "vms",
        fly + "workers",
        fly + "builds -p " + shell(names.pipeline()));
  }

  private String state() {
    long over = incident.steps().stream().filter(StepProgress.Over.class::isInstance).count();
    return "%d of %d steps over".formatted(over, incident.steps().size());
  }

  private String now() {
    var current = incident.currentStep();
    if (current.isEmpty()) {
      return "All steps are over.";
    }
    int step = current.getAsInt();
    String what = Phrases.step(incident, step) + ". ";
    return what
        + switch (incident.steps().get(step)) {
          case StepProgress.Waiting _ -> "It was not started.";
          case StepProgress.Intended(var context, var _, var lost) when lost.isPresent() ->
              "It was sent and its answer was lost. Look first whether the Director has a task with the context id `%s`; do not send it a second time."
                  .formatted(context);
          case StepProgress.Intended _ ->
              "It may have been sent. Look first whether it was done; do not send it a second time.";
          case StepProgress.Following(var _, var task) ->
              "Director task %d does it, and goes on without the bot: follow it to its end."
                  .formatted(task.id());
          case StepProgress.TaskOver over ->
              "Director task %d ended as %s: check what it left."
                  .formatted(over.task().id(), over.state());
          case StepProgress.Over _ -> "It is over.";
        };
  }

  private List<String> commands() {
    var lines = new ArrayList<String>();
    for (int step = 0; step < incident.steps().size(); step++) {
      lines.addAll(commands(step));
    }
    return lines.isEmpty() ? List.of("# nothing is left to do") : lines;
  }

  private List<String> commands(int step) {
    return switch (incident.steps().get(step)) {
      case StepProgress.Waiting _ -> waiting(incident.step(step));
      case StepProgress.Intended _ -> looking(incident.step(step));
      case StepProgress.Following(var _, var task) -> List.of(bosh() + "task " + task.id());
      case StepProgress.TaskOver _ -> List.of(bosh() + deployment() + "vms");
      case StepProgress.Over _ -> List.of();
    };
  }

  /** For a step that may have been sent: first the look, then the command behind a sign. */
  private List<String> looking(Step step) {
    var lines = new ArrayList<String>();
    if (step instanceof Step.Recreate) {
      lines.add(bosh() + deployment() + "tasks --recent=30");
      lines.add(bosh() + deployment() + "vms");
    }
    commands(step).forEach(it -> lines.add(ifNotDone(step) + it));
    return lines;
  }

  private static String ifNotDone(Step step) {
    return "# only if it was not done%s: "
        .formatted(condition(step).map(it -> ", and " + it).orElse(""));
  }

  /** What the plan does only after another look is behind a sign: people have to look as well. */
  private List<String> waiting(Step step) {
    return condition(step)
        .map(only -> commands(step).stream().map(it -> "# " + only + ": " + it).toList())
        .orElseGet(() -> commands(step));
  }

  private static Optional<String> condition(Step step) {
    return switch (step) {
      case Step.Recreate recreate -> recreate.onlyIf().map(Step.Condition::text);
      case Step.StartDeployment _ -> Optional.of("only if no deployment runs or waits");
      default -> Optional.empty();
    };
  }

  private List<String> commands(Step step) {
    return switch (step) {
      case Step.PauseJob(var job) -> List.of(fly() + "pause-job -j " + job(job));
      case Step.UnpauseJob(var job) -> List.of(fly() + "unpause-job -j " + job(job));
      case Step.AbortBuild(var id, var _) -> List.of(fly() + "abort-build -b " + id);
      case Step.Recreate recreate -> List.of(recreate(recreate));
      case Step.StartDeployment(var job) -> List.of(fly() + "trigger-job -j " + job(job));
      case Step.Verify _ -> List.of(bosh() + deployment() + "vms", fly() + "workers");
      default -> List.of("# " + step.text());
    };
  }

  private String recreate(Step.Recreate step) {
    String options =
        step.options().stream().map(it -> " --" + it.text()).sorted().collect(joining());
    return bosh() + deployment() + "recreate " + shell(step.instance().toString()) + options;
  }

  private String bosh() {
    return "bosh -e " + incident.environment() + " ";
  }

  private String deployment() {
    return "-d " + shell(names.deployment()) + " ";
  }

  private String fly() {
    return "fly -t " + incident.environment() + " ";
  }

  private String job(String job) {
    return shell(names.pipeline() + "/" + job);
  }

  /** One word of a shell, whatever is in it. */
  private static String shell(String word) {
    return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
