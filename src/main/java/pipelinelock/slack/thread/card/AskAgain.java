package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;

/** Offers a new request after one that ended without a rejection, or left something to do. */
public final class AskAgain {
  /** The button that asks for a recreate by a form, wherever it is. */
  public static final String RECREATE = "status.recreate";

  /** The button that shows all that is known of an environment. */
  public static final String DETAILS = "status.details";

  /** The button that asks for whatever cures, by a form. */
  public static final String CURE = "status.cure";

  /** A word, and blue: the one thing to press where there is a cure. */
  public static Buttons.Button cure() {
    return new Buttons.Button(CURE, "Cure it", Optional.of("primary"), Optional.empty());
  }

  private AskAgain() {}

  /** The button that asks for that cure by a form. */
  public static String button(CureKind kind) {
    return "status." + kind.word();
  }

  static List<LayoutBlock> of(Incident incident) {
    String environment = incident.environment().value();
    var kind = incident.request().plan().cure();
    if (kind == CureKind.BLIND) { // it lapsed because it is not for what is there now
      return List.of(
          Layout.markup("What is there now: `/pipeline-lock status %s`".formatted(environment)));
    }
    var sentence =
        Layout.markup(
            "If it is still needed, request it again: `/pipeline-lock %s why it is needed`"
                .formatted(kind.asked(environment)));
    return kind == CureKind.RECREATE
        ? List.of(
            sentence,
            Buttons.row(
                environment,
                "of Concourse's VMs in " + environment,
                List.of(Button.plain(RECREATE, "Request recreate"))))
        : List.of(sentence);
  }

  /**
   * From a plan that has ended and left something to do: each cure that its last message says to
   * type can be pressed as well. The same buttons as under a status, which look first.
   *
   * @param todo what people still have to do, as the record says it
   */
  static Optional<LayoutBlock> next(Incident incident, List<String> todo) {
    String environment = incident.environment().value();
    var buttons =
        Stream.concat(
                Stream.of(cure()).filter(_ -> isSaid("cure " + environment, todo)),
                Arrays.stream(CureKind.values())
                    .filter(kind -> kind != CureKind.BLIND) // that is typed, never pressed
                    .filter(kind -> isSaid(kind, environment, todo))
                    .map(AskAgain::next))
            .toList();
    return buttons.isEmpty()
        ? Optional.empty()
        : Optional.of(Buttons.row(environment, "in " + environment, buttons));
  }

  /** The button that asks for what a plan did not come to. */
  public static Button next(CureKind kind) {
    return Button.plain(button(kind), label(kind));
  }

  /** A blind recreate is asked for by the words of a plain one, and more. */
  private static boolean isSaid(CureKind kind, String environment, List<String> todo) {
    return isSaid(kind.asked(environment), todo)
        && !(kind == CureKind.RECREATE && isSaid(CureKind.BLIND, environment, todo));
  }

  private static boolean isSaid(String command, List<String> todo) {
    return todo.stream().anyMatch(line -> line.contains("`/pipeline-lock " + command));
  }

  private static String label(CureKind kind) {
    return switch (kind) {
      case BLIND -> "Recreate web blind";
      case RECREATE -> "Recreate the rest";
      case RELEASE -> "Release the lock";
      case ABORT -> "Abort the build";
      case UNPAUSE -> "Unpause the job";
    };
  }
}
