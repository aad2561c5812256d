package pipelinelock.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way to write characters as other characters. */
enum Escape {
  /** {@code %2F} of URLs and forms, in UTF-8. */
  URL('%') {
    @Override
    Piece read(String text, int at) {
      int bytes = sequence(text, at);
      var read = new byte[bytes];
      for (int i = 0; i < bytes; i++) {
        int value = hex(text, at + 3 * i + 1, 2);
        if (value < 0 || text.charAt(at + 3 * i) != '%') {
          return Piece.asItIs(text, at);
        }
        read[i] = (byte) value;
      }
      return new Piece(new String(read, UTF_8), 3 * bytes);
    }

    // How many bytes the character has that begins here.
    private static int sequence(String text, int at) {
      int first = hex(text, at + 1, 2);
      int bytes = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      return at + 3 * bytes <= text.length() ? bytes : 1;
    }
  },

  /** A backslash before a character, or before its number: JSON, Java and shells. */
  BACKSLASH('\\') {
    @Override
    Piece read(String text, int at) {
      if (at + 1 == text.length()) {
        return Piece.asItIs(text, at);
      }
      char next = text.charAt(at + 1);
      if (next == 'u') {
        int value = hex(text, at + 2, 4);
        return value < 0
            ? Piece.asItIs(text, at)
            : new Piece(String.valueOf((char) value), "\\u0000".length());
      }
      int control = "ntrbf".indexOf(next);
      return new Piece(
          String.valueOf(control < 0 ? next : "\n\t\r\b\f".charAt(control)), "\\n".length());
    }
  },

  /** An ampersand, a name or a number, and a semicolon: XML and HTML. */
  ENTITY('&') {
    private static final Pattern NUMBER =
        Pattern.compile("&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));");
    private static final int LONGEST = "&#x10FFFF;".length() + 1;
    private static final Map<String, String> NAMES =
        Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'");

    @Override
    Piece read(String text, int at) {
      int end = text.indexOf(';', at, Math.min(at + LONGEST, text.length()));
      if (end < 0) {
        return Piece.asItIs(text, at);
      }
      var entity = text.substring(at, end + 1);
      var name = NAMES.get(entity.toLowerCase(java.util.Locale.ROOT));
      if (name != null) {
        return new Piece(name, entity.length());
      }
      var number = NUMBER.matcher(entity);
      return number.matches() && Character.isValidCodePoint(value(number))
          ? new Piece(Character.toString(value(number)), entity.length())
          : Piece.asItIs(text, at);
    }

    private static int value(Matcher number) {
      return number.group(1) == null
          ? Integer.parseInt(number.group(2))
          : Integer.parseInt(number.group(1), 16);
    }
  };

  /**
   * @param text what is meant
   * @param length of what is written for it
   */
  record Piece(String text, int length) {
    static Piece asItIs(String text, int at) {
      return new Piece(String.valueOf(text.charAt(at)), 1);
    }
  }

  private final char sign;

  Escape(char sign) {
    this.sign = sign;
  }

  /** What an escape that begins here means; a character that begins none means itself. */
  abstract Piece read(String text, int at);

  Piece at(String text, int at) {
    return text.charAt(at) == sign ? read(text, at) : Piece.asItIs(text, at);
  }

  /** Whether there may be such escapes. */
  boolean isIn(String text) {
    return text.indexOf(sign) >= 0;
  }

  private static int hex(String text, int at, int digits) {
    if (at + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
