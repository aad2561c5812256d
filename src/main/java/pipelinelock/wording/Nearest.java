package pipelinelock.wording;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that was probably meant by a mistyped one. */
public final class Nearest {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Nearest() {}

  /**
   * Near enough is a slip: two neighbours changed places, or a third of the letters, and at most
   * three, are other ones, too many or missing.
   */
  public static Optional<String> to(String typed, Collection<String> known) {
    int most = Math.clamp(typed.length() / 3, 1, 3);
    return swaps(typed)
        .filter(known::contains)
        .findFirst()
        .or(
            () ->
                known.stream()
                    .filter(word -> DISTANCE.apply(typed, word) <= most)
                    .min(
                        comparing((String word) -> DISTANCE.apply(typed, word))
                            .thenComparing(naturalOrder())));
  }

  private static Stream<String> swaps(String typed) {
    return IntStream.range(1, typed.length())
        .mapToObj(
            i ->
                typed.substring(0, i - 1)
                    + typed.charAt(i)
                    + typed.charAt(i - 1)
                    + typed.substring(i + 1));
  }
}
