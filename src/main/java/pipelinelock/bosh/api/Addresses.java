package pipelinelock.bosh.api;

import java.net.URI;
import java.util.Set;
import okhttp3.HttpUrl;

/** Decides which addresses may receive secrets. */
final class Addresses {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private Addresses() {}

  /** An https address without a user in it; plain http is for simulators on this machine only. */
  static HttpUrl checked(URI uri) {
    HttpUrl url = HttpUrl.parse(uri.toString());
    if (url == null || !isSafe(url)) {
      throw new IllegalArgumentException(
          "an address starts with https:// and names no user; this one is for host "
              + (url == null ? "(none)" : url.host()));
    }
    return url;
  }

  static boolean isSafe(HttpUrl url) {
    return url.username().isEmpty()
        && url.password().isEmpty()
        && (url.isHttps() || LOOPBACK.contains(url.host()));
  }
}
