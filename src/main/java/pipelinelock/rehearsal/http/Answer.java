package pipelinelock.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a simulated server answers: bytes, a stream that stays open, or nothing at all. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, only written.
public record Answer(
    int status, Map<String, String> headers, byte[] body, Optional<Stream> stream) {
  private static final int NOTHING = -1;

  /** Writes to the client until it ends, the client leaves or the server is closed. */
  public interface Stream {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  public static Answer bytes(int status, String contentType, byte[] body) {
    return new Answer(status, Map.of("Content-Type", contentType), body, Optional.empty());
  }

  public static Answer text(int status, String body) {
    return bytes(status, "text/plain;charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer json(int status, JsonNode body) {
    return bytes(status, "application/json", utf8(Json.write(body) + "\n"));
  }

  public static Answer json(JsonNode body) {
    return json(200, body);
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0], Optional.empty());
  }

  public static Answer streaming(String contentType, Stream stream) {
    return new Answer(200, Map.of("Content-Type", contentType), new byte[0], Optional.of(stream));
  }

  /** Closes the connection without a byte. */
  public static Answer nothing() {
    return empty(NOTHING);
  }

  boolean isNothing() {
    return status == NOTHING;
  }

  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, stream);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
