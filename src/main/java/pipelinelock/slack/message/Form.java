package pipelinelock.slack.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.CheckboxesElement;
import com.slack.api.model.block.element.DatetimePickerElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.StaticSelectElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.wording.Outside;

/**
 * A modal.
 *
 * @param callback identifies the submitted form
 * @param title at most 24 characters
 * @param submit the button's label; without one, the form can only be read and closed
 * @param remembered returned with the submission, invisible to the person; ids only
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

  /** One that only says a sentence. */
  public Form(String callback, String title, String sentence) {
    this(callback, title, Optional.empty(), "", List.of(Layout.sentence(sentence)));
  }

  /** Something to fill in. */
  public sealed interface Field {
    /** The field's id, to which errors and values refer. */
    String name();

    LayoutBlock block();
  }

  /**
   * A text.
   *
   * @param least fewest characters; 0 = not given to Slack
   * @param most 100 and fewer make it a single line
   * @param initial its content at first
   * @param optional whether it may stay empty
   */
  public record Text(
      String name, String label, String hint, int least, int most, String initial, boolean optional)
      implements Field {
    /** One that has to be filled in. */
    public Text(String name, String label, String hint, int least, int most, String initial) {
      this(name, label, hint, least, most, initial, false);
    }

    /** The same, empty at first. */
    public Text(String name, String label, String hint, int least, int most) {
      this(name, label, hint, least, most, "");
    }

    /** One that may stay empty. */
    public Text(String name, String label, String hint, int most) {
      this(name, label, hint, 0, most, "", true);
    }

    @Override
    public LayoutBlock block() {
      var input =
          PlainTextInputElement.builder().actionId(name).multiline(most > 100).maxLength(most);
      if (least > 0) {
        input.minLength(least);
      }
      if (!initial.isBlank()) {
        input.initialValue(Outside.cut(Outside.lines(initial), most));
      }
      return InputBlock.builder()
          .blockId(name)
          .label(Layout.plain(label))
          .hint(Layout.plain(hint))
          .element(input.build())
          .optional(optional)
          .build();
    }
  }

  /**
   * A day and a time, which each person chooses in their own time zone.
   *
   * @param initial chosen at first
   */
  public record Moment(String name, String label, String hint, Instant initial) implements Field {
    @Override
    public LayoutBlock block() {
      return InputBlock.builder()
          .blockId(name)
          .label(Layout.plain(label))
          .hint(Layout.plain(hint))
          .element(
              DatetimePickerElement.builder()
                  .actionId(name)
                  .initialDateTime(Math.toIntExact(initial.getEpochSecond()))
                  .build())
          .optional(false)
          .build();
    }

    /** What a submission says; empty where it is no time that Slack sends. */
    public static Optional<Instant> parse(String value) {
      return value.matches("[0-9]{10}")
          ? Optional.of(Instant.ofEpochSecond(Long.parseLong(value)))
          : Optional.empty();
    }
  }

  /**
   * One of several, of which the first is chosen at first.
   *
   * @param options what is shown, by the value that comes back; at most 100 of them
   */
  public record Choice(String name, String label, String hint, Map<String, String> options)
      implements Field {
    /** Slack's most. */
    public static final int MOST = 100;

    public Choice {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public LayoutBlock block() {
      var all =
          options.entrySet().stream()
              .limit(MOST)
              .map(it -> option(it.getKey(), it.getValue()))
              .toList();
      return InputBlock.builder()
          .blockId(name)
          .label(Layout.plain(label))
          .hint(Layout.plain(hint))
          .element(
              StaticSelectElement.builder()
                  .actionId(name)
                  .options(all)
                  .initialOption(all.getFirst())
                  .build())
          .optional(false)
          .build();
    }

    private static OptionObject option(String value, String shown) {
      return OptionObject.builder()
          .value(value)
          .text(Layout.plain(Outside.cut(Outside.line(shown), 75)))
          .build();
    }
  }

  /**
   * Any of several, of which all are chosen at first; at least one has to be.
   *
   * @param options at most ten of them
   */
  public record Choices(String name, String label, String hint, List<Option> options)
      implements Field {
    /** Slack's most for checkboxes. */
    public static final int MOST = 10;

    /** Slack took no longer ones for years; a form with one is refused as a whole. */
    public static final int LONGEST_VALUE = 75;

    /**
     * One of them.
     *
     * @param value comes back where it is chosen
     * @param more below the shown text, in small print
     */
    public record Option(String value, String shown, String more) {
      private OptionObject object() {
        return OptionObject.builder()
            .value(value)
            .text(Layout.plain(Outside.cut(Outside.line(shown), 75)))
            .description(Layout.plain(Outside.cut(Outside.line(more), 75)))
            .build();
      }
    }

    public Choices {
      options = List.copyOf(options);
    }

    @Override
    public LayoutBlock block() {
      var all = options.stream().limit(MOST).map(Option::object).toList();
      return InputBlock.builder()
          .blockId(name)
          .label(Layout.plain(label))
          .hint(Layout.plain(hint))
          .element(
              CheckboxesElement.builder().actionId(name).options(all).initialOptions(all).build())
          .optional(false)
          .build();
    }
  }

  /** One that only shows this, by the same name. */
  public Form showing(Message message) {
    return new Form(callback, title, Optional.empty(), "", message.blocks());
  }

  /** The same form with a field at its end. */
  public Form with(Field field) {
    return with(field.block());
  }

  /** The same form with something to read at its end. */
  public Form with(LayoutBlock block) {
    var all = new ArrayList<>(blocks);
    all.add(block);
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
            .close(
                ViewClose.builder()
                    .type("plain_text")
                    .text(submit.isPresent() ? "Not now" : "Close")
                    .emoji(false)
                    .build())
            .privateMetadata(remembered)
            .blocks(banner.on(blocks));
    submit.ifPresent(
        word ->
            view.submit(ViewSubmit.builder().type("plain_text").text(word).emoji(false).build()));
    return view.build();
  }
}
