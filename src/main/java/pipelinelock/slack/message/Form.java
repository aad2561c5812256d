package pipelinelock.slack.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A modal.
 *
 * @param callback tells the bot which form was submitted
 * @param title at most 24 characters
 * @param submit the button's word; without one it can only be read and closed
 * @param remembered comes back with the submission, unseen by the person; ids only
 */
public record Form(
    String callback,
    String title,
    Optional<String> submit,
    String remembered,
    List<LayoutBlock> blocks) {
  public Form {
    blocks = List.copyOf(blocks);
  }

  /**
   * A required text.
   *
   * @param name the field's id, to which errors and values refer
   * @param least fewest characters; 0 = not told to Slack
   * @param most 100 and fewer make it a single line
   */
  public record Text(String name, String label, String hint, int least, int most) {
    private LayoutBlock block() {
      var input =
          PlainTextInputElement.builder().actionId(name).multiline(most > 100).maxLength(most);
      if (least > 0) {
        input.minLength(least);
      }
      return InputBlock.builder()
          .blockId(name)
          .label(Layout.plain(label))
          .hint(Layout.plain(hint))
          .element(input.build())
          .optional(false)
          .build();
    }
  }

  /** The same form with a field at its end. */
  public Form with(Text field) {
    var all = new ArrayList<>(blocks);
    all.add(field.block());
    return new Form(callback, title, submit, remembered, all);
  }

  /** As Slack takes it. */
  public View view(Banner banner) {
    var view =
        View.builder()
            .type("modal")
            .callbackId(callback)
            .title(
                ViewTitle.builder()
                    .type("plain_text")
                    .text(Outside.cut(title, 24))
                    .emoji(false)
                    .build())
            .close(ViewClose.builder().type("plain_text").text("Not now").emoji(false).build())
            .privateMetadata(remembered)
            .blocks(banner.on(blocks));
    submit.ifPresent(
        word ->
            view.submit(ViewSubmit.builder().type("plain_text").text(word).emoji(false).build()));
    return view.build();
  }
}
