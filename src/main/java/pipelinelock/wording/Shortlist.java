package pipelinelock.wording;

import java.util.List;

/** A few of many, in a sentence. */
public final class Shortlist {
  private static final int A_FEW = 3;

  private Shortlist() {}

  /** {@code a, b, c and 4 more}; all of them where they are three at most. */
  public static String of(List<String> all) {
    return of(all, A_FEW);
  }

  /** {@code a, b and 3 more}; all of them where they are no more than {@code most}. */
  public static String of(List<String> all, int most) {
    String some = String.join(", ", all.subList(0, Math.min(most, all.size())));
    return all.size() <= most ? some : some + " and " + (all.size() - most) + " more";
  }
}
