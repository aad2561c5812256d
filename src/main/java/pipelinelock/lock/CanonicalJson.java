package pipelinelock.lock;

import java.math.BigDecimal;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * One spelling for equal JSON: sorted keys, no spaces, one way to escape, one way to write a
 * number. Concourse, pool-resource and the query of an address each spell instance vars differently
 * ({@code "a&b"} and {@code "a\u0026b"} are the same).
 */
final class CanonicalJson {
  /** More than instance vars ever nest. */
  private static final int DEEPEST = 50;

  private final String text;
  private int next;

  private CanonicalJson(String text) {
    this.text = text;
  }

  /** The text in its one spelling; as it is where it is no JSON. */
  static String of(String json) {
    var reader = new CanonicalJson(json);
    try {
      var value = reader.value(0);
      return reader.peek() == 0 ? value : json;
    } catch (IllegalArgumentException notJson) {
      return json;
    }
  }

  private String value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("nested too deep");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> quoted(string());
      default -> word();
    };
  }

  private String object(int depth) {
    var fields = new TreeMap<String, String>();
    take('{');
    while (peek() != '}') {
      if (!fields.isEmpty()) {
        take(',');
      }
      var name = string();
      take(':');
      fields.put(name, value(depth + 1));
    }
    take('}');
    var joined = new StringJoiner(",", "{", "}");
    fields.forEach((name, value) -> joined.add(quoted(name) + ":" + value));
    return joined.toString();
  }

  private String array(int depth) {
    var values = new StringJoiner(",", "[", "]");
    take('[');
    for (boolean first = true; peek() != ']'; first = false) {
      if (!first) {
        take(',');
      }
      values.add(value(depth + 1));
    }
    take(']');
    return values.toString();
  }

  private String word() {
    int start = next;
    while (next < text.length() && ",]}: \t\r\n".indexOf(text.charAt(next)) < 0) {
      next++;
    }
    var word = text.substring(start, next);
    return switch (word) {
      case "true", "false", "null" -> word;
      default -> number(word);
    };
  }

  private static String number(String word) {
    var number = new BigDecimal(word); // its complaint is an IllegalArgumentException
    return number.signum() == 0 ? "0" : plain(number.stripTrailingZeros());
  }

  private static String plain(BigDecimal number) {
    return Math.abs(number.scale()) > 40 ? number.toString() : number.toPlainString();
  }

  private String string() {
    take('"');
    var string = new StringBuilder();
    for (char letter = letter(); letter != '"'; letter = letter()) {
      string.append(letter == '\\' ? escaped() : letter);
    }
    return string.toString();
  }

  private char escaped() {
    char letter = letter();
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt("" + letter() + letter() + letter() + letter(), 16);
      case '"', '\\', '/' -> letter;
      default -> throw new IllegalArgumentException("no such escape");
    };
  }

  private char letter() {
    if (next >= text.length()) {
      throw new IllegalArgumentException("ends in the middle of a string");
    }
    return text.charAt(next++);
  }

  /** The next letter that is no space, without taking it; 0 at the end. */
  private char peek() {
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next < text.length() ? text.charAt(next) : 0;
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw new IllegalArgumentException("no '%c' where one should be".formatted(expected));
    }
    next++;
  }

  private static String quoted(String string) {
    var quoted = new StringBuilder("\"");
    for (char letter : string.toCharArray()) {
      if (letter == '"' || letter == '\\') {
        quoted.append('\\').append(letter);
      } else if (letter < ' ') {
        quoted.append("\\u%04x".formatted((int) letter));
      } else {
        quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
