package pipelinelock.slack.message;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import java.util.List;
import java.util.Optional;
import pipelinelock.wording.Outside;

/** Buttons. Their value is an id and never state: the handler reads the record. */
public final class Buttons {
  private Buttons() {}

  /**
   * One button.
   *
   * @param style {@code primary}, {@code danger}
   * @param question what Slack asks before it sends the click; none where the button opens a form
   * @param url what Slack opens beside sending the click
   */
  public record Button(
      String action,
      String label,
      Optional<String> style,
      Optional<String> question,
      Optional<String> url) {
    public Button(String action, String label, Optional<String> style, Optional<String> question) {
      this(action, label, style, question, Optional.empty());
    }

    /** One that opens something, or only reads. */
    public static Button plain(String action, String label) {
      return new Button(action, label, Optional.empty(), Optional.empty());
    }

    private BlockElement on(String id, String subject) {
      var button =
          ButtonElement.builder()
              .actionId(action)
              .text(Layout.plain(label))
              .value(id)
              .accessibilityLabel(Outside.cut(label + " " + Outside.line(subject), 75));
      style.ifPresent(button::style);
      url.ifPresent(button::url);
      question.ifPresent(it -> button.confirm(confirm(id, it)));
      return button.build();
    }

    private ConfirmationDialogObject confirm(String id, String asked) {
      return ConfirmationDialogObject.builder()
          .title(Layout.plain(Outside.cut(label + " " + id + "?", 100)))
          .text(Layout.plain(Outside.cut(Outside.line(asked), 300)))
          .confirm(Layout.plain(label))
          .deny(Layout.plain("Not now"))
          .build();
    }
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
