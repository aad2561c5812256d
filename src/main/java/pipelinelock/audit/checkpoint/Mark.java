package pipelinelock.audit.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short form of a checkpoint that people see and copy: {@code checkpoint 41, 9f3a1c2d4e5f6071}.
 * Whoever keeps it can later check that a record still contains that checkpoint.
 *
 * @param digits the first 16 of its digest
 */
public record Mark(long number, String digits) {
  private static final int DIGITS = 16;
  private static final Pattern FORM =
      Pattern.compile("(?s).*\\bcheckpoint ([1-9][0-9]{0,17}), ([0-9a-f]{16})\\b.*");

  public static Mark of(SignedCheckpoint checkpoint) {
    return new Mark(checkpoint.checkpoint().number(), checkpoint.digest().substring(0, DIGITS));
  }

  /**
   * The one in a text that somebody copied.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Mark parse(String text) {
    var found = FORM.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException("it names no checkpoint");
    }
    return new Mark(Long.parseLong(found.group(1)), found.group(2));
  }

  /**
   * Why a record is not the one in which it was seen, a sentence.
   *
   * @param series the record's own checkpoints
   */
  public Optional<String> problem(List<SignedCheckpoint> series) {
    if (series.stream().anyMatch(this::isContinuedBy)) {
      return Optional.empty();
    }
    return Optional.of(
        "The record does not have %s, which was seen: %s".formatted(this, instead(series)));
  }

  private String instead(List<SignedCheckpoint> series) {
    return series.isEmpty()
        ? "it has no checkpoint at all"
        : series.stream()
            .map(Mark::of)
            .filter(it -> it.number == number)
            .findFirst()
            .map("it has %s"::formatted)
            .orElseGet(() -> "its newest is " + of(series.getLast()));
  }

  private boolean isContinuedBy(SignedCheckpoint own) {
    return of(own).equals(this)
        || own.checkpoint().override().filter(it -> it.number() >= number).isPresent();
  }

  @Override
  public String toString() {
    return "checkpoint %d, %s".formatted(number, digits);
  }
}
