package pipelinelock.slack.message;

import com.slack.api.model.block.ContextBlock;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.wording.Outside;
import pipelinelock.wording.ShortIds;

/**
 * The building blocks of messages. Each keeps within Slack's limits however long its text is, and
 * none contains a secret.
 */
public final class Layout {
  private static final int HEADER = 150;
  private static final int SECTION = 3000;
  private static final int COLUMNS = 10;

  /** Slack documents no limit for rich text; this is well under what it takes. */
  private static final int RICH = 3000;

  private static final int PREFORMATTED = 2800;
  private static final Pattern USER = Pattern.compile("\\b[UW][A-Z0-9]+\\b");

  private Layout() {}

  /** The one heading of a message. */
  public static LayoutBlock header(String outside) {
    String line = ShortIds.in(Outside.line(outside));
    return HeaderBlock.builder()
        .text(plain(Outside.cut(line.isEmpty() ? "-" : line, HEADER)))
        .build();
  }

  /** Our own markup, a line each; lines that do not fit are left out at the end. */
  public static LayoutBlock markup(List<String> lines) {
    return SectionBlock.builder().text(mrkdwn(whole(lines))).build();
  }

  public static LayoutBlock markup(String... lines) {
    return markup(Arrays.asList(lines));
  }

  /** Our own markup, a line each, in as many pieces as they need, and at most ten. */
  public static List<LayoutBlock> columns(List<String> lines) {
    var blocks = new ArrayList<LayoutBlock>();
    var left = new ArrayList<>(lines);
    while (!left.isEmpty() && blocks.size() < COLUMNS) {
      int fit = blocks.size() == COLUMNS - 1 ? left.size() : fitting(left);
      blocks.add(markup(List.copyOf(left.subList(0, fit))));
      left.subList(0, fit).clear();
    }
    return blocks;
  }

  private static int fitting(List<String> lines) {
    int used = 0;
    int fit = 0;
    while (fit < lines.size() && used + lines.get(fit).length() + 1 <= SECTION) {
      used += lines.get(fit).length() + 1;
      fit++;
    }
    return Math.max(1, fit);
  }

  /** Our own markup in small print. */
  public static LayoutBlock note(String... lines) {
    return ContextBlock.builder().elements(List.of(mrkdwn(whole(Arrays.asList(lines))))).build();
  }

  /** Any text, shown as it is, but for {@code `code`} between backticks and for long ids. */
  public static LayoutBlock sentence(String outside) {
    return rich(section(Outside.cut(Outside.lines(outside), RICH)));
  }

  /**
   * The same, with some people's ids in it shown as their names.
   *
   * @param people Slack's ids of users; any other stays as it is
   */
  public static LayoutBlock sentence(String outside, Set<String> people) {
    return rich(section(Outside.cut(Outside.lines(outside), RICH), people));
  }

  /** The same behind a clause in bold. */
  public static LayoutBlock stressed(String bold, String outside) {
    var elements = new ArrayList<RichTextElement>();
    elements.add(
        RichTextSectionElement.Text.builder()
            .text(KnownSecrets.hide(ShortIds.in(Outside.line(bold)) + " "))
            .style(RichTextSectionElement.TextStyle.builder().bold(true).build())
            .build());
    elements.addAll(section(Outside.cut(Outside.lines(outside), RICH)).getElements());
    return rich(RichTextSectionElement.builder().elements(elements).build());
  }

  /** Sentences, each beginning with its sign ({@code "• "}, {@code "1. "}). */
  public static LayoutBlock list(String sign, List<String> outside) {
    return sentence(
        Excerpt.first(outside.stream().map(line -> sign + Outside.line(line)).toList(), RICH)
            .text("… and %d more"));
  }

  /** Sentences numbered from 1. */
  public static LayoutBlock numbered(List<String> outside) {
    var lines = new ArrayList<String>();
    for (String line : outside) {
      lines.add("%d. %s".formatted(lines.size() + 1, Outside.line(line)));
    }
    return sentence(Excerpt.first(lines, RICH).text("… and %d more"));
  }

  /** What a person wrote, set apart and shown as it is. */
  public static LayoutBlock quote(String outside) {
    return rich(
        RichTextQuoteElement.builder()
            .elements(List.of(text(Outside.cut(Outside.lines(outside), RICH), false)))
            .build());
  }

  /** The last lines that fit, as a terminal shows them. */
  public static LayoutBlock terminal(List<String> outside) {
    var excerpt =
        Excerpt.last(
            outside.stream().map(line -> Outside.cut(Outside.line(line), 500)).toList(),
            PREFORMATTED);
    return preformatted(excerpt.text("… %d earlier lines are in the record"));
  }

  /** The first rows that fit, blank by blank. */
  public static LayoutBlock table(List<String> outside) {
    var excerpt =
        Excerpt.first(
            outside.stream().map(row -> Outside.cut(Outside.lines(row), 500)).toList(),
            PREFORMATTED);
    return preformatted(excerpt.text("… and %d more lines"));
  }

  private static LayoutBlock preformatted(String text) {
    return rich(RichTextPreformattedElement.builder().elements(List.of(text(text, false))).build());
  }

  private static String whole(List<String> lines) {
    return Excerpt.first(lines, SECTION).text("… and %d more");
  }

  private static LayoutBlock rich(RichTextElement element) {
    return RichTextBlock.builder()
        .elements(List.of((com.slack.api.model.block.element.BlockElement) element))
        .build();
  }

  private static RichTextSectionElement section(String text) {
    return section(text, Set.of());
  }

  private static RichTextSectionElement section(String text, Set<String> people) {
    var elements = new ArrayList<RichTextElement>();
    String[] parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean code = i % 2 == 1 && i < parts.length - 1; // to be typed: it stays whole
      if (code && !parts[i].isEmpty()) {
        elements.add(text(parts[i], true));
      } else {
        elements.addAll(named(ShortIds.in(parts[i]), people));
      }
    }
    return RichTextSectionElement.builder()
        .elements(elements.isEmpty() ? List.of(text("-", false)) : elements)
        .build();
  }

  private static List<RichTextElement> named(String text, Set<String> people) {
    var elements = new ArrayList<RichTextElement>();
    var ids = USER.matcher(text);
    int from = 0;
    while (ids.find()) {
      if (people.contains(ids.group())) {
        addText(elements, text.substring(from, ids.start()));
        elements.add(RichTextSectionElement.User.builder().userId(ids.group()).build());
        from = ids.end();
      }
    }
    addText(elements, text.substring(from));
    return elements;
  }

  private static void addText(List<RichTextElement> elements, String text) {
    if (!text.isEmpty()) {
      elements.add(text(text, false));
    }
  }

  private static RichTextElement text(String text, boolean code) {
    var element =
        RichTextSectionElement.Text.builder().text(KnownSecrets.hide(text.isEmpty() ? "-" : text));
    return code
        ? element.style(RichTextSectionElement.TextStyle.builder().code(true).build()).build()
        : element.build();
  }

  static PlainTextObject plain(String text) {
    return PlainTextObject.builder().text(KnownSecrets.hide(text)).emoji(false).build();
  }

  private static MarkdownTextObject mrkdwn(String text) {
    return MarkdownTextObject.builder().text(KnownSecrets.hide(text)).verbatim(true).build();
  }
}
