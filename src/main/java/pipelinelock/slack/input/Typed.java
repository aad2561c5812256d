package pipelinelock.slack.input;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipelinelock.wording.Outside;

/**
 * What somebody typed after the command's name, in words. Phones write curly quotes and long
 * dashes; comparisons treat them like the plain ones.
 */
public record Typed(List<Word> words) {
  /** A word between quotes, or one without spaces. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?:^|(?<=\\s))[\"“”„«]([^\"“”„«»]*)[\"“”»](?=\\s|$)"
              + "|(?:^|(?<=\\s))['‘’‚]([^'‘’‚]*)['‘’](?=\\s|$)"
              + "|(\\S+)");

  /**
   * One word.
   *
   * @param text as it was typed, without its quotes
   * @param raw as it was typed
   */
  public record Word(String text, boolean quoted, String raw) {
    /** Without quotes to keep. */
    public Word(String text, boolean quoted) {
      this(text, quoted, text);
    }

    /** For comparing: small letters, plain dashes, no comma or colon at the end. */
    public String plain() {
      return text.toLowerCase(Locale.ROOT)
          .replaceAll("[‐‑‒–—―−]", "-")
          .replace("\u00AD", "")
          .replaceAll("^[\"“”„'‘’#`*_(]+|[\"“”'‘’`.,:;!?…*_)]+$", "");
    }

    /** {@code --details}; phones make one long dash of the two. */
    public boolean isFlag() {
      return !quoted && text.matches("(--|—|–)[A-Za-z].*");
    }
  }

  public Typed {
    words = List.copyOf(words);
  }

  /** Reads the text as Slack sends it: escaped, and absent when nothing was typed. */
  public static Typed of(@Nullable String escaped) {
    return words(SlackText.readable(escaped == null ? "" : escaped));
  }

  private static Typed words(String text) {
    var words = new ArrayList<Word>();
    var matcher = WORD.matcher(Outside.lines(text));
    while (matcher.find()) {
      String quoted = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
      if (quoted == null) {
        words.add(new Word(matcher.group(3), false));
      } else if (!quoted.isBlank()) {
        words.add(new Word(quoted.strip(), true, matcher.group()));
      }
    }
    return new Typed(words);
  }

  /** Without the command's own name in front, and without quotes around the whole. */
  public Typed unwrapped(Set<String> names) {
    var inner = this;
    if (words.size() == 1 && words.getFirst().quoted()) {
      inner = words(words.getFirst().text());
    }
    boolean again =
        !inner.words.isEmpty()
            && !inner.words.getFirst().quoted()
            && names.contains(inner.words.getFirst().plain());
    return again ? new Typed(inner.words.subList(1, inner.words.size())) : inner;
  }

  /** The first word that is like this, and is not a flag. */
  public Optional<Word> first(Predicate<Word> like) {
    return words.stream().filter(word -> !word.isFlag()).filter(like).findFirst();
  }

  public Optional<Word> first() {
    return first(_ -> true);
  }

  /** All but this one. */
  public Typed without(Word word) {
    var rest = new ArrayList<>(words);
    rest.remove(word);
    return new Typed(rest);
  }

  /** All words but those. */
  public Typed but(Predicate<Word> those) {
    return new Typed(words.stream().filter(those.negate()).toList());
  }

  public boolean has(String flag) {
    return flags().contains(flag);
  }

  /** What follows a flag, {@code --at 10:42} or {@code --at=10:42}, and all other words. */
  public record Valued(String value, Typed others) {}

  /** Empty where the flag is not there, or nothing follows it. */
  public Optional<Valued> valueOf(String flag) {
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isFlag()) {
        continue;
      }
      String written = words.get(i).text().replaceAll("^[-—–]+", "");
      var others = new ArrayList<>(words);
      others.remove(i);
      if (written.equalsIgnoreCase(flag) && i < others.size()) {
        return Optional.of(new Valued(others.remove(i).text(), new Typed(others)));
      }
      if (written.toLowerCase(Locale.ROOT).startsWith(flag + "=")) {
        return Optional.of(new Valued(written.substring(flag.length() + 1), new Typed(others)));
      }
    }
    return Optional.empty();
  }

  /** The flags without their dashes, in small letters. */
  public List<String> flags() {
    return words.stream()
        .filter(Word::isFlag)
        .map(word -> word.text().replaceAll("^[-—–]+", "").toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The words as they were typed, flags left out; quotes around all of them too. */
  public String rest() {
    var rest = words.stream().filter(word -> !word.isFlag()).toList();
    return rest.size() == 1
        ? rest.getFirst().text()
        : rest.stream().map(Word::raw).collect(joining(" "));
  }
}
