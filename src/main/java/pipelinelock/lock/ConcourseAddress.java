package pipelinelock.lock;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a Concourse, from its {@code --external-url} and the addresses of its builds. Two
 * Concourses can share a pool, so a build's name alone does not identify it.
 *
 * @param host in lower case, without a trailing dot
 * @param port the scheme's default if the address has none
 * @param path without a trailing slash; empty if Concourse is at the root
 */
public record ConcourseAddress(String scheme, String host, int port, String path) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>https?)://(?:[^/?#@\\s]*@)?(?<host>\\[[0-9a-f:.]+\\]|[^/?#@:\\s]+)"
              + "(?::(?<port>\\d{0,5}))?(?<path>/[^?#\\s]*)?(?:[?#].*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SLASHES = Pattern.compile("/+$");

  /** The address in a text; empty where it is no http or https address. */
  public static Optional<ConcourseAddress> of(String url) {
    var form = FORM.matcher(url.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    var scheme = form.group("scheme").toLowerCase(Locale.ROOT);
    var host = form.group("host").toLowerCase(Locale.ROOT);
    var port = Optional.ofNullable(form.group("port")).filter(it -> !it.isEmpty());
    var path = Optional.ofNullable(form.group("path")).orElse("");
    return Optional.of(
        new ConcourseAddress(
            scheme,
            host.endsWith(".") ? host.substring(0, host.length() - 1) : host,
            port.map(Integer::parseInt).orElse(usual(scheme)),
            SLASHES.matcher(path).replaceFirst("")));
  }

  /**
   * Whether both lead to one Concourse. The scheme alone makes no other one of it: plain http on
   * its usual port is commonly sent on to https.
   */
  public boolean isSameAs(ConcourseAddress other) {
    return host.equals(other.host)
        && path.equals(other.path)
        && (port == other.port || (hasUsualPort() && other.hasUsualPort()));
  }

  private boolean hasUsualPort() {
    return port == usual(scheme);
  }

  private static int usual(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** {@code https://ci.example:8443/concourse}, for people. */
  @Override
  public String toString() {
    return scheme + "://" + host + (hasUsualPort() ? "" : ":" + port) + path;
  }
}
