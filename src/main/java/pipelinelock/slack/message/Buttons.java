package pipelinelock.slack.message;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import java.util.List;

/** Buttons. Their value is an id and never state: whoever handles the click reads the record. */
public final class Buttons {
  private Buttons() {}

  /**
   * One button.
   *
   * @param style {@code primary}, {@code danger}
   * @param question what Slack asks before it sends the click
   */
  public record Button(String action, String label, String style, String question) {
    private BlockElement on(String id, String subject) {
      return ButtonElement.builder()
          .actionId(action)
          .text(Layout.plain(label))
          .style(style)
          .value(id)
          .accessibilityLabel(Outside.cut(label + " " + Outside.line(subject), 75))
          .confirm(
              ConfirmationDialogObject.builder()
                  .title(Layout.plain(Outside.cut(label + " " + id + "?", 100)))
                  .text(Layout.plain(Outside.cut(Outside.line(question), 300)))
                  .confirm(Layout.plain(label))
                  .deny(Layout.plain("Not now"))
                  .build())
          .build();
    }
  }

  /**
   * One button that opens something to be filled in, so that it needs no question of its own.
   *
   * @param subject what it acts on, for screen readers
   */
  public static LayoutBlock opening(String action, String label, String id, String subject) {
    return ActionsBlock.builder()
        .elements(
            List.of(
                ButtonElement.builder()
                    .actionId(action)
                    .text(Layout.plain(label))
                    .value(id)
                    .accessibilityLabel(Outside.cut(label + " " + Outside.line(subject), 75))
                    .build()))
        .build();
  }

  /**
   * Buttons side by side.
   *
   * @param subject what the buttons act on, for screen readers
   */
  public static LayoutBlock row(String id, String subject, List<Button> buttons) {
    return ActionsBlock.builder()
        .elements(buttons.stream().map(button -> button.on(id, subject)).toList())
        .build();
  }
}
