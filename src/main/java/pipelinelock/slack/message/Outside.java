package pipelinelock.slack.message;

import pipelinelock.secrecy.KnownSecrets;

/**
 * Text that people or machines wrote, made fit to be shown as plain text: no secret of the bot's,
 * no control characters, nothing that turns the direction of writing, nothing invisible, no half
 * characters.
 */
public final class Outside {
  private Outside() {}

  /** Keeps the line ends. */
  public static String lines(String text) {
    var clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .map(Outside::visible)
        .filter(c -> c != 0)
        .forEach(clean::appendCodePoint);
    return KnownSecrets.hide(clean.toString()); // now: nothing invisible parts one any more
  }

  /** Everything on one line. */
  public static String line(String text) {
    return lines(text).replace('\n', ' ').strip();
  }

  /** At most so many {@code char}s, cut between characters, with a sign that it was cut. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** The character to show for this one; 0 = none. */
  private static int visible(int c) {
    return switch (c) {
      case '\n' -> c;
      case '\t', '\r', 0x85, 0x2028, 0x2029 -> ' ';
      default -> isHidden(c) ? 0 : c;
    };
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || (c >= 0xD800 && c <= 0xDFFF) // half of a surrogate pair
        || c == 0x061C
        || c == 0x200B
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2064)
        || (c >= 0x2066 && c <= 0x206F)
        || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE007F);
  }
}
