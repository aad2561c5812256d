package pipelinelock.slack.message;

import java.util.List;

/**
 * As many whole lines as fit.
 *
 * @param left how many lines did not fit
 * @param atEnd whether the lines left out are the last ones
 */
record Excerpt(List<String> lines, int left, boolean atEnd) {
  /** Room for the line that tells how many are left out. */
  private static final int REMARK = 60;

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

  /** The last lines, in at most so many {@code char}s. */
  static Excerpt last(List<String> lines, int most) {
    var first = first(lines.reversed(), most);
    return new Excerpt(first.lines().reversed(), first.left(), false);
  }

  private static int fitting(List<String> lines, int most) {
    int used = 0;
    for (int i = 0; i < lines.size(); i++) {
      used += lines.get(i).length() + 1;
      int room = i == lines.size() - 1 ? most : most - REMARK;
      if (used - 1 > room) {
        return i;
      }
    }
    return lines.size();
  }

  /** The lines, and one that tells how many are left out, where some are. */
  String text(String remark) {
    String shown = String.join("\n", lines);
    if (left == 0) {
      return shown;
    }
    String told = remark.formatted(left);
    return atEnd ? shown + "\n" + told : told + "\n" + shown;
  }
}
