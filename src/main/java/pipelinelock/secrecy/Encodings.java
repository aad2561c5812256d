package pipelinelock.secrecy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The encodings of a secret that cannot be undone in a text. Escapes (of URLs, JSON, XML) can be:
 * {@link Decodings} reverses those in the text.
 *
 * <p>Short secrets: those of 8 characters or more are hidden wherever they occur. Those of 4 to 7
 * are hidden only as a whole word and only if they are not all letters, because a password such as
 * {@code lock} would remove that word from every message. Shorter ones are not hidden, nor is what
 * the bot itself names in every second sentence. As Basic credentials, together with their user,
 * all of them are hidden.
 */
final class Encodings {
  /** From here on a secret is kept back wherever it appears. */
  static final int LONG = 8;

  /** Passwords of many a test system; no text of the bot could be read without these words. */
  private static final Set<String> OWN_WORDS =
      Set.of(
          "concourse",
          "pipeline",
          "pipeline-lock",
          "director",
          "deployment",
          "approval",
          "postgres",
          "postgresql");

  private Encodings() {}

  static Set<Pattern> of(String secret) {
    var forms = new LinkedHashSet<Pattern>();
    pieces(secret).flatMap(Encodings::ofPiece).forEach(forms::add);
    return forms;
  }

  /** As HTTP's Basic credentials: in base64 from its first byte. */
  static Set<Pattern> ofLogin(String login) {
    return Set.of(
        Pattern.word(Base64.getEncoder().withoutPadding().encodeToString(login.getBytes(UTF_8))));
  }

  /** A text of many lines is kept back line by line: what echoes it may join or cut them. */
  private static Stream<String> pieces(String secret) {
    return secret.strip().contains("\n")
        ? secret
            .lines()
            .map(String::strip)
            .filter(line -> line.length() >= LONG && !line.startsWith("-----"))
        : Stream.of(secret.strip());
  }

  private static Stream<Pattern> ofPiece(String piece) {
    if (OWN_WORDS.contains(Letters.small(piece))) {
      return Stream.empty();
    }
    if (piece.length() >= LONG) {
      var forms = new ArrayList<Pattern>();
      forms.add(Pattern.anywhere(piece));
      forms.add(Pattern.anywhere(piece.replace(' ', '+'))); // as forms are encoded
      misread(piece).map(Pattern::anywhere).forEach(forms::add);
      forms.addAll(base64(piece));
      return forms.stream();
    }
    return isTold(piece) ? Stream.of(Pattern.word(piece)) : Stream.empty();
  }

  /** As it arrives from one who writes in another character set than its reader expects. */
  private static Stream<String> misread(String text) {
    return Stream.of(
            new String(text.getBytes(ISO_8859_1), UTF_8),
            new String(text.getBytes(UTF_8), ISO_8859_1))
        .filter(it -> !it.equals(text));
  }

  /** Whether a short one can be distinguished from ordinary words. */
  private static boolean isTold(String shortOne) {
    return shortOne.length() >= Pattern.SHORTEST
        && !shortOne.codePoints().allMatch(Character::isLetter);
  }

  /** Within other text, base64 has one of three forms: by how many bytes stand before it, of 3. */
  private static List<Pattern> base64(String text) {
    var forms = new ArrayList<Pattern>();
    for (int before = 0; before < 3; before++) {
      var bytes = new byte[before + text.getBytes(UTF_8).length];
      System.arraycopy(text.getBytes(UTF_8), 0, bytes, before, bytes.length - before);
      // Six bits a character: those that hold bits of the neighbours are left out.
      int from = (before * 8 + 5) / 6;
      int to = bytes.length * 8 / 6;
      for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        var inner = encoder.withoutPadding().encodeToString(bytes).substring(from, to);
        if (inner.length() >= Pattern.SHORTEST) {
          forms.add(Pattern.base64(inner));
        }
      }
    }
    return forms;
  }
}
