package pipelinelock.slack.command.quiet;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;

/**
 * A freeze has only one scope: everything, without end. Words that ask for another scope are not
 * taken as a reason: somebody who wants {@code dev04} for two hours must not freeze everything for
 * ever.
 */
record FreezeScope(Directory directory) {
  private static final Set<String> EVERYTHING = Set.of("all", "everything", "everywhere");

  /** The beginning of a span, or the end of one; quoted words are none. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?s)[0-9]+\\s*(?:w|d|h|m|min|mins|hrs?|weeks?|days?|hours?|minutes?)\\b.*"
              + "|.*\\b(?:for|until|till)\\s+(?:[0-9]|tomorrow|tonight|midnight|noon|an hour|a day).*");

  /**
   * Why everything is to be frozen, as it was typed.
   *
   * @throws UsageError where less is asked for
   */
  String reason(Typed typed) {
    String plain =
        typed.words().stream()
            .filter(word -> !word.quoted())
            .map(word -> word.text().toLowerCase(Locale.ROOT))
            .collect(joining(" "));
    var all = typed.first().filter(FreezeScope::isEverything);
    var bare = all.map(typed::without).orElse(typed);
    if (TIME.matcher(plain.replaceFirst("^(all|everything|everywhere)\\s+", "")).matches()) {
      throw refused("to a time");
    }
    named(bare).filter(_ -> all.isEmpty()).ifPresent(FreezeScope::refuse);
    return bare.rest().strip();
  }

  private static boolean isEverything(Typed.Word word) {
    return !word.quoted() && EVERYTHING.contains(word.plain());
  }

  /** An environment anywhere, or what nearly is one at the beginning. */
  private Optional<String> named(Typed typed) {
    Predicate<Typed.Word> plain = word -> !word.quoted();
    return typed
        .first(plain.and(word -> directory.find(word.plain()).isPresent()))
        .map(Typed.Word::plain)
        .or(() -> typed.first(plain).map(Typed.Word::plain).flatMap(directory::nearest));
  }

  private static void refuse(String environment) {
    throw refused("to `%s`".formatted(environment));
  }

  private static UsageError refused(String what) {
    return new UsageError(
        "Nothing was frozen: a freeze covers every environment and lasts until somebody types `/pipeline-lock unfreeze`, so it cannot be limited %s. To freeze everything all the same: `/pipeline-lock freeze all why`. A time or a name that belongs to the reason goes between quotes."
            .formatted(what));
  }
}
