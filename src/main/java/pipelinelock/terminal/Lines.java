package pipelinelock.terminal;

import java.util.regex.Pattern;
import org.apache.commons.text.WordUtils;
import pipelinelock.secrecy.KnownSecrets;

/** Text laid out in lines of a terminal. Nothing in it can steer the terminal, or is a secret. */
public final class Lines {
  /** Columns of a line; only what is to be copied in one piece may be longer. */
  public static final int WIDTH = 92;

  // Terminal controls, half characters, and the marks that turn the writing direction round.
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029&&[^\\n]]");

  private final StringBuilder text = new StringBuilder();

  /** The text without what a terminal would obey, and without secrets; its line ends stay. */
  public static String visible(String outside) {
    return KnownSecrets.hide(HIDDEN.matcher(outside.replace("\t", " ")).replaceAll("\uFFFD"));
  }

  /** Everything on one line, cut to so many columns. */
  public static String cut(String outside, int columns) {
    String line = visible(outside).replace('\n', ' ').strip();
    if (line.codePointCount(0, line.length()) <= columns) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, columns - 1)) + "…";
  }

  /** A paragraph behind a lead, which only its first line has; the others are as far in. */
  public Lines paragraph(String lead, String outside) {
    String indent = " ".repeat(lead.length());
    boolean first = true;
    for (String line : visible(outside).strip().split("\n", -1)) {
      String wrapped = WordUtils.wrap(line, WIDTH - lead.length(), "\n", false);
      for (String piece : wrapped.split("\n", -1)) {
        line((first ? lead : indent) + piece);
        first = false;
      }
    }
    return this;
  }

  /** A line as it is, whatever its length. */
  public Lines line(String line) {
    text.append(visible(line).stripTrailing()).append('\n');
    return this;
  }

  public Lines gap() {
    text.append('\n');
    return this;
  }

  /** All lines, each with its end. */
  public String text() {
    return text.toString();
  }
}
