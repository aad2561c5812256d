package pipelinelock.wording;

import pipelinelock.secrecy.KnownSecrets;

/**
 * Text from people or machines outside, made safe to show. It removes anything that would control a
 * terminal, change the direction of writing or be invisible, and any secret. Each output then
 * escapes its own markup.
 *
 * <p>Characters without a glyph (bidi controls, zero-width ones, variation selectors, tags) are
 * left out; controls, lone surrogates and unassigned code points become {@code U+FFFD}, so that two
 * different names never look the same because of them.
 */
public final class Outside {
  /** Characters of a name or a value in the midst of a sentence. */
  private static final int NAME = 80;

  private static final int MARK = 0xFFFD;
  private static final int NOTHING = -1;

  private Outside() {}

  /** All of it, with its line ends. */
  public static String lines(String text) {
    String shown = printable(text);
    if (shown.equals(text)) {
      return KnownSecrets.hide(text);
    }
    // A secret may have such characters of its own, and one may be parted by them.
    String safe = KnownSecrets.hide(text);
    String joined = printable(safe, NOTHING);
    String hidden = KnownSecrets.hide(joined);
    return hidden.equals(joined) ? printable(safe) : hidden;
  }

  /** Everything on one line. */
  public static String line(String text) {
    return lines(text).replace('\n', ' ').strip();
  }

  /** Everything on one line of at most so many {@code char}s. */
  public static String line(String text, int most) {
    return cut(line(text), most);
  }

  /** A name or a value for the midst of a sentence: one line, and not endless. */
  public static String name(String text) {
    return line(text, NAME);
  }

  /** At most so many {@code char}s, cut between characters, with a sign that it was cut. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /**
   * The same as {@link #lines}, secrets apart: for long texts, which pass an output's own look for
   * secrets anyway.
   */
  public static String printable(String text) {
    return printable(text, MARK);
  }

  /** Whether a reader sees nothing, whichever of Unicode's spaces it is made of. */
  public static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || isHidden(c));
  }

  /** Whether a reader would not see the character, or would see another's place changed by it. */
  public static boolean isHidden(int c) {
    return hasNoGlyph(c) || isNoCharacter(c);
  }

  private static String printable(String text, int mark) {
    var shown = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .map(c -> shown(c, mark))
        .filter(c -> c != NOTHING)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static int shown(int c, int mark) {
    return switch (c) {
      case '\n' -> c;
      case '\t', 0x0B, '\f', '\r', 0x85, 0x2028, 0x2029 -> ' ';
      default -> hasNoGlyph(c) ? NOTHING : isNoCharacter(c) ? mark : c;
    };
  }

  private static boolean isNoCharacter(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** Unicode's {@code Default_Ignorable_Code_Point}, and every other format character. */
  private static boolean hasNoGlyph(int c) {
    return Character.getType(c) == Character.FORMAT
        || c == 0x034F // combining grapheme joiner
        || c == 0x115F // the fillers of Hangul
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || (c >= 0x17B4 && c <= 0x17B5) // Khmer's inherent vowels
        || (c >= 0x180B && c <= 0x180F) // Mongolian selectors
        || (c >= 0x2060 && c <= 0x206F)
        || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
        || (c >= 0xFFF0 && c <= 0xFFF8)
        || (c >= 0xE0000 && c <= 0xE0FFF); // tags, and more selectors
  }
}
