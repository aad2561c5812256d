package pipelinelock.slack.message;

import java.util.ArrayList;
import java.util.List;
import pipelinelock.wording.Outside;

/**
 * As many whole lines as fit.
 *
 * @param left how many lines did not fit
 * @param atEnd whether the lines left out are the last ones
 */
record Excerpt(List<String> lines, int left, boolean atEnd) {
  /** Room for the line that says how many are left out. */
  private static final int REMARK = 60;

  /** The least of a line that says anything. */
  private static final int BEGINNING = 60;

  /** The first lines, in at most so many {@code char}s. */
  static Excerpt first(List<String> lines, int most) {
    int fit = fitting(lines, most);
    return new Excerpt(
        fit == 0 && !lines.isEmpty()
            ? List.of(Outside.cut(lines.getFirst(), most - REMARK))
            : lines.subList(0, fit),
        lines.size() - Math.max(fit, Math.min(1, lines.size())),
        true);
  }

  /**
   * The same, and the beginning of the line after them, where that has room: it may be the one that
   * says why.
   *
   * @param lines in Slack's own markup: nothing of it is cut in two
   */
  static Excerpt within(List<String> lines, int most) {
    var whole = first(lines, most);
    int room = most - REMARK - whole.length();
    if (whole.left() == 0 || room < BEGINNING) {
      return whole;
    }
    var more = new ArrayList<>(whole.lines());
    more.add(beginning(lines.get(whole.lines().size()), room));
    return new Excerpt(more, whole.left() - 1, true);
  }

  /** Up to a blank outside of {@code <…>}. */
  private static String beginning(String line, int most) {
    int end = 0;
    boolean inside = false;
    for (int i = 0; i < Math.min(line.length(), most - 2); i++) {
      char c = line.charAt(i);
      inside = c == '<' || (inside && c != '>');
      end = c == ' ' && !inside ? i : end;
    }
    return line.substring(0, end) + " …";
  }

  private int length() {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }

  /** The last lines, in at most so many {@code char}s. */
  static Excerpt last(List<String> lines, int most) {
    var first = first(lines.reversed(), most);
    return new Excerpt(first.lines().reversed(), first.left(), false);
  }

  private static int fitting(List<String> lines, int most) {
    int all = lines.stream().mapToInt(line -> line.length() + 1).sum() - 1;
    if (all <= most) {
      return lines.size();
    }
    int used = 0;
    int fit = 0;
    while (used + lines.get(fit).length() + 1 <= most - REMARK) {
      used += lines.get(fit).length() + 1;
      fit++;
    }
    return fit;
  }

  /** The lines, and one that says how many are left out, if any are. */
  String text(String remark) {
    String shown = String.join("\n", lines);
    if (left == 0) {
      return shown;
    }
    String told = remark.formatted(left);
    return atEnd ? shown + "\n" + told : told + "\n" + shown;
  }
}
