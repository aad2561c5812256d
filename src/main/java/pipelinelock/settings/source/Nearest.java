package pipelinelock.settings.source;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The nearest word, when it is near enough to be a slip: one letter in three, at most three. */
  public static Optional<String> to(String typed, Collection<String> words) {
    int allowed = Math.clamp(typed.length() / 3, 1, 3);
    return words.stream()
        .filter(word -> steps(typed, word) <= allowed)
        .min(comparingInt(word -> steps(typed, word)));
  }

  /** Letters to add, drop, change or swap with their neighbour until both are the same. */
  private static int steps(String from, String to) {
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : fewest(table, from, i, to, j);
      }
    }
    return table[from.length()][to.length()];
  }

  private static int fewest(int[][] table, String from, int i, String to, int j) {
    int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int fewest =
        Math.min(table[i - 1][j - 1] + changed, Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(fewest, table[i - 2][j - 2] + 1) : fewest;
  }
}
