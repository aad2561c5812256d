package pipelinelock.slack.message;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import java.util.List;
import java.util.stream.Collectors;

/** The words of a block, without formatting; already escaped. */
final class Words {
  private Words() {}

  static String in(LayoutBlock block) {
    return switch (block) {
      case HeaderBlock header -> Mrkdwn.escape(header.getText().getText());
      case SectionBlock section -> in(section.getText());
      case ContextBlock context ->
          context.getElements().stream().map(Words::in).collect(Collectors.joining(" "));
      case RichTextBlock rich ->
          rich.getElements().stream()
              .map(element -> in((RichTextElement) element))
              .collect(Collectors.joining("\n"));
      default -> ""; // buttons: useless outside of the message itself
    };
  }

  private static String in(Object text) {
    return switch (text) {
      case MarkdownTextObject markdown -> markdown.getText();
      case PlainTextObject plain -> Mrkdwn.escape(plain.getText());
      case ContextBlockElement _ -> "";
      default -> "";
    };
  }

  private static String in(RichTextElement element) {
    return switch (element) {
      case RichTextSectionElement section -> all(section.getElements());
      case RichTextQuoteElement quote -> all(quote.getElements());
      case RichTextPreformattedElement lines -> all(lines.getElements());
      case RichTextSectionElement.Text text -> Mrkdwn.escape(text.getText());
      case RichTextSectionElement.User user -> "<@" + user.getUserId() + ">";
      default -> "";
    };
  }

  private static String all(List<RichTextElement> elements) {
    return elements.stream().map(Words::in).collect(Collectors.joining());
  }
}
