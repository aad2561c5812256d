package pipelinelock.evidence.export;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that a reader may be offered to follow. */
final class WebLink {
  private static final Pattern FORM =
      Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9._~:/?#\\[\\]@!$&*+,;=%-]*");

  private WebLink() {}

  /** The address, if it is one of the web and has no character that an output could mistake. */
  static Optional<String> of(Optional<String> address) {
    return address.filter(it -> FORM.matcher(it).matches());
  }
}
