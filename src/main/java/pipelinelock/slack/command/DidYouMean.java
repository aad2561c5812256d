package pipelinelock.slack.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that was probably meant by a mistyped one. */
final class DidYouMean {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private DidYouMean() {}

  /** Near enough = a third of its letters, and at most three, are other ones. */
  static Optional<String> of(String typed, Collection<String> known) {
    int most = Math.clamp(typed.length() / 3, 1, 3);
    return known.stream()
        .filter(word -> DISTANCE.apply(typed, word) <= most)
        .min(
            Comparator.comparing((String word) -> DISTANCE.apply(typed, word))
                .thenComparing(Comparator.naturalOrder()));
  }
}
