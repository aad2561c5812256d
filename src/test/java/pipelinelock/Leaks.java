package pipelinelock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds secrets in a text by a word that each of them contains, as it is or in Base64: by other
 * means than the bot's own.
 *
 * @param word of letters and digits that no encoding of text changes
 */
record Leaks(String word) {
  /** The places of a text that hold a secret, each with some text around it. */
  List<String> in(String text) {
    return pattern()
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(
            it ->
                text.substring(
                    Math.max(0, it.start() - 80), Math.min(text.length(), it.end() + 40)))
        .toList();
  }

  private Pattern pattern() {
    return Pattern.compile(
        Stream.concat(Stream.of(word), base64()).collect(Collectors.joining("|")));
  }

  /** Of whatever may come before it. */
  private Stream<String> base64() {
    return IntStream.range(0, 3)
        .mapToObj(
            before -> {
              var text = "\0".repeat(before) + word;
              var encoded =
                  Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
              return encoded
                  .substring((before * 8 + 5) / 6, text.length() * 8 / 6)
                  .toLowerCase(Locale.ROOT);
            });
  }
}
