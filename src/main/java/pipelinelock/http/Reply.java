package pipelinelock.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * An answer with any status.
 *
 * @param body as sent; of an unsuccessful answer only the first 64 KiB
 */
// Replies are read, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, Headers headers, byte[] body) {
  public boolean isSuccessful() {
    return status >= 200 && status < 300;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as UTF-8, whatever the content type says: not every remote says it rightly. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Whether it is for a person: a page to log in, or the error page of something in between. */
  boolean isWebPage() {
    return header("Content-Type").filter(it -> it.startsWith("text/html")).isPresent()
        || text().stripLeading().startsWith("<");
  }

  /** Where a redirection leads, in words; empty where it is none. Without path and query. */
  String elsewhere() {
    return elsewhere(status, header("Location"));
  }

  /**
   * The same of an answer without its body.
   *
   * @param location the header of that name
   */
  static String elsewhere(int status, Optional<String> location) {
    boolean redirects = status >= 300 && status < 400;
    return location
        .filter(_ -> redirects)
        .map(HttpUrl::parse)
        .map(
            it ->
                "it redirects to %s://%s, perhaps to a login page"
                    .formatted(it.scheme(), it.host()))
        .orElse("");
  }

  /** Leaves the body and the headers out: they may hold a token. */
  @Override
  public String toString() {
    return "Reply[status=%d, %d bytes]".formatted(status, body.length);
  }
}
