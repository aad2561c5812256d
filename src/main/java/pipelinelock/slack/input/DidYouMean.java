package pipelinelock.slack.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that was probably meant by a mistyped one. */
public final class DidYouMean {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private DidYouMean() {}

  /**
   * Near enough = two neighbours changed places, or a third of its letters, and at most three, are
   * other ones.
   */
  public static Optional<String> of(String typed, Collection<String> known) {
    var swapped = swaps(typed).filter(known::contains).findFirst();
    if (swapped.isPresent()) {
      return swapped;
    }
    int most = Math.clamp(typed.length() / 3, 1, 3);
    return known.stream()
        .filter(word -> DISTANCE.apply(typed, word) <= most)
        .min(
            Comparator.comparing((String word) -> DISTANCE.apply(typed, word))
                .thenComparing(Comparator.naturalOrder()));
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
