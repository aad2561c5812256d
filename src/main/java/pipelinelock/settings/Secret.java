package pipelinelock.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import pipelinelock.secrecy.KnownSecrets;

/**
 * A text that no log, message or record may show: it prints as {@code ***}, and from its creation
 * on it is removed from the texts of remotes.
 */
public final class Secret {
  private final @Nullable String text;

  public Secret(String text) {
    this.text = text;
    KnownSecrets.add(text);
  }

  private Secret() {
    this.text = null;
  }

  /** In the place of one that could not be fetched; it cannot be revealed. */
  public static Secret unfetched() {
    return new Secret();
  }

  /** Whether there is a text. */
  public boolean isKnown() {
    return text != null;
  }

  /**
   * The text itself, for the one call that needs it.
   *
   * @throws IllegalStateException where it could not be fetched
   */
  public String reveal() {
    if (text == null) {
      throw new IllegalStateException("a secret that was not fetched");
    }
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Secret secret
            && text != null
            && secret.text != null
            && MessageDigest.isEqual(text.getBytes(UTF_8), secret.text.getBytes(UTF_8)));
  }

  @Override
  public int hashCode() {
    return text == null ? 0 : text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
