package pipelinelock.settings.section;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Value;

/** The kinds of addresses: encrypted, unless they lead to this machine. */
public final class Urls {
  /** Stands where an address could not be fetched; leads nowhere, by RFC 2606. */
  public static final URI UNFETCHED = URI.create("https://not-fetched.invalid");

  private Urls() {}

  /** The address of an HTTP API. */
  static Kind<URI> api(String example) {
    return Kind.text("a URL", example, (place, text) -> remote(place, text, example));
  }

  /** The address of an API that a test plays on this machine. */
  static Kind<URI> loopback(String example) {
    return api(example)
        .and(
            (place, url) ->
                isThisMachine(url.getHost())
                    ? Value.of(url)
                    : place.wrong("points to another machine", "remove it; it is for tests only"));
  }

  /** The address of a git repository. {@code file:} is an address here, not a file to read. */
  static Kind<String> repository(String example) {
    return new Kind<>(
        "a repository",
        example,
        place ->
            place
                .textAsItIs("a repository", example)
                .then(text -> repository(place, text, example)));
  }

  private static Value<String> repository(FileValue place, String text, String example) {
    if (text.startsWith("file:///") || text.startsWith("/")) {
      return Value.of(text);
    }
    if (text.startsWith("ssh://")) {
      return ssh(place, text);
    }
    if (text.matches("[^/:]+@[^/:]+:.*")) {
      return place.wrong("is a short ssh address", "write it as ssh://user@host/path");
    }
    return remote(place, text, example).map(URI::toString);
  }

  private static Value<String> ssh(FileValue place, String text) {
    boolean sound =
        parse(text).filter(url -> !String.valueOf(url.getRawUserInfo()).contains(":")).isPresent();
    return sound
        ? Value.of(text)
        : place.wrong(
            "is not an ssh address with a host and without a password",
            "write for example ssh://git@git.example.com/pool.git");
  }

  private static Value<URI> remote(FileValue place, String text, String example) {
    Optional<URI> parsed = parse(text);
    if (parsed.isEmpty()) {
      return place.isNot("a URL with a host", example);
    }
    URI url = parsed.get();
    if (url.getRawUserInfo() != null) {
      return place.wrong(
          "contains a user or password", "remove them here and write them at their own keys");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return place.wrong("has a part after '?' or '#'", "remove that part");
    }
    return switch (url.getScheme()) {
      case "https" -> Value.of(url);
      case "http" ->
          isThisMachine(url.getHost())
              ? Value.of(url)
              : place.wrong(
                  "sends credentials unencrypted over http",
                  "write https://…; http is accepted only for this machine");
      default -> place.isNot("an https URL", example);
    };
  }

  private static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      return url.getHost() == null || url.getScheme() == null ? Optional.empty() : Optional.of(url);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || host.matches("127(\\.[0-9]{1,3}){3}")
        || host.equals("[::1]");
  }
}
