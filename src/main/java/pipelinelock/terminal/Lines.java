package pipelinelock.terminal;

import org.apache.commons.text.WordUtils;
import pipelinelock.wording.Outside;

/** Text laid out in lines for a terminal. It contains no control characters and no secrets. */
public final class Lines {
  /** Columns of a line; only what is to be copied in one piece may be longer. */
  public static final int WIDTH = 92;

  private final StringBuilder text = new StringBuilder();

  /** A paragraph behind a lead, which only its first line has; the others are as far in. */
  public Lines paragraph(String lead, String outside) {
    String indent = " ".repeat(lead.length());
    boolean first = true;
    for (String line : Outside.lines(outside).strip().split("\n", -1)) {
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
    text.append(Outside.lines(line).stripTrailing()).append('\n');
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
