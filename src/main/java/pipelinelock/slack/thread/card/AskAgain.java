package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import pipelinelock.incident.CureKind;
import pipelinelock.incident.Incident;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;

/** The way to a new request where one ended without anybody's no. */
public final class AskAgain {
  /** The button that asks for a recreate by a form, wherever it stands. */
  public static final String RECREATE = "status.recreate";

  /** The button that shows all that is known of an environment. */
  public static final String DETAILS = "status.details";

  private AskAgain() {}

  /** The button that asks for that cure by a form. */
  public static String button(CureKind kind) {
    return "status." + kind.word();
  }

  static List<LayoutBlock> of(Incident incident) {
    String environment = incident.environment().value();
    var kind = incident.request().plan().cure();
    var sentence =
        Layout.markup(
            "If it is still needed, request it again: `/pipeline-lock %s %s why it is needed`"
                .formatted(kind.word(), environment));
    return kind == CureKind.RECREATE
        ? List.of(
            sentence,
            Buttons.row(
                environment,
                "of Concourse's VMs in " + environment,
                List.of(Button.plain(RECREATE, "Request recreate"))))
        : List.of(sentence);
  }
}
