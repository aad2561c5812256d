package pipelinelock.wording;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a state means for somebody who wants to deploy, as one sign in front of its word: never
 * colour alone. This is the only table of signs.
 */
public enum Sign {
  /** You can deploy. */
  GO("🟢"),
  /** Something is under way; nothing to do but wait. */
  BUSY("🔵"),
  /** It goes on, or could, but somebody has to look or to decide. */
  CARE("🟡"),
  /** Nothing goes on before somebody does something. */
  STOP("🔴"),
  /** Not known, or no longer reported: treat it as busy. */
  UNKNOWN("⚪");

  private final String glyph;

  Sign(String glyph) {
    this.glyph = glyph;
  }

  /** {@code 🔴 dev04 · HUNG CLAIM}. */
  public String before(String words) {
    return glyph + " " + words;
  }

  /** The sign that a text begins with. */
  public static Optional<Sign> leading(String text) {
    return Arrays.stream(values()).filter(it -> text.startsWith(it.glyph + " ")).findFirst();
  }

  /** The text without the sign that it begins with. */
  public static String without(String text) {
    return leading(text).map(it -> text.substring(it.glyph.length() + 1)).orElse(text);
  }
}
