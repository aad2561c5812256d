package pipelinelock.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import pipelinelock.secrecy.KnownSecrets;

/**
 * A text that no log, message or record may show: it prints as {@code ***}, and is kept back from
 * the texts of remotes from its making on.
 */
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
    KnownSecrets.add(text);
  }

  /** The text itself, for the one call that needs it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(text.getBytes(UTF_8), secret.text.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
