package pipelinelock.bosh.api;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.http.Http;
import pipelinelock.http.Reply;
import pipelinelock.secrecy.KnownSecrets;

/**
 * Parses why the Director refused: {@code {"code":70000,"description":"Deployment …"}}, or text.
 */
final class DirectorRefusal {
  private static final int LONGEST = 300;
  private static final ObjectReader JSON = Http.json().reader();

  private record ErrorJson(@Nullable Long code, @Nullable String description) {}

  private DirectorRefusal() {}

  /**
   * Whether the credentials themselves were not accepted. That 401 is plain text; the other one,
   * for a right that they lack, is JSON with code 600000, and no new token helps against it.
   */
  static boolean isOfTheCredentials(Reply reply) {
    return reply.status() == 401 && json(reply).isEmpty();
  }

  /** Why, where it is not for the credentials. */
  static String detail(Reply reply) {
    String why = json(reply).map(DirectorRefusal::words).orElseGet(() -> firstLine(reply));
    return reply.status() == 401 ? "the credentials lack a permission. " + why : why;
  }

  static <T> Optional<T> read(Reply reply, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.forType(type).readValue(reply.body()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ErrorJson> json(Reply reply) {
    return read(reply, ErrorJson.class)
        .filter(json -> json.code() != null && json.description() != null);
  }

  private static String words(ErrorJson json) {
    return "%s (code %d)".formatted(cut(json.description()), json.code());
  }

  /** A page of HTML is a proxy's, and says nothing. */
  private static String firstLine(Reply reply) {
    String text = reply.text().strip();
    return text.startsWith("<") ? "" : cut(text.lines().findFirst().orElse(""));
  }

  private static String cut(@Nullable String text) {
    String given = text == null ? "" : text;
    return KnownSecrets.cut(given, LONGEST);
  }
}
