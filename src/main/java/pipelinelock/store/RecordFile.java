package pipelinelock.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Link;

/**
 * A record as JSON lines: a header that says how many events follow, then an event a line, with its
 * body as the text that was hashed.
 */
final class RecordFile {
  private static final String FORMAT = "pipeline-lock-record";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private record Header(String format, int version, String exportedAt, long events) {}

  /** An event as a line; {@code at} in milliseconds since 1970, UTC. */
  private record Line(
      long incident, long sequence, long at, String type, String body, String hash) {
    static Line of(Link link) {
      var entry = link.entry();
      return new Line(
          entry.incident(),
          entry.sequence(),
          entry.at().toEpochMilli(),
          entry.type(),
          entry.body(),
          link.hash());
    }

    Link link() {
      return new Link(
          new HashChain.Entry(incident, sequence, Instant.ofEpochMilli(at), type, body), hash);
    }
  }

  private RecordFile() {}

  static void write(List<Link> links, Instant now, Writer out) throws IOException {
    line(new Header(FORMAT, VERSION, now.toString(), links.size()), out);
    for (var link : links) {
      line(Line.of(link), out);
    }
    out.flush();
  }

  private static void line(Object value, Writer out) throws IOException {
    out.write(JSON.writeValueAsString(value));
    out.write('\n');
  }

  /**
   * Reads every event.
   *
   * @throws NotARecord when it is another file, or one of its lines is damaged
   */
  static void read(BufferedReader in, Consumer<Link> events) throws IOException {
    var header = header(in.readLine());
    long read = 0;
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      read++;
      events.accept(link(line, read + 1));
    }
    if (read != header.events()) {
      throw new NotARecord(
          "it holds %d events, and its header says %d: it was cut short, or added to"
              .formatted(read, header.events()));
    }
  }

  private static Header header(@Nullable String line) {
    try {
      var tree = JSON.readTree(line == null ? "" : line);
      if (!tree.path("format").asText().equals(FORMAT)) {
        throw new NotARecord("its first line is no header of an exported record");
      }
      if (tree.path("version").asInt() != VERSION) {
        throw new NotARecord(
            "it has version %s, and this program reads version %d"
                .formatted(tree.path("version").asText(), VERSION));
      }
      return JSON.treeToValue(tree, Header.class);
    } catch (JsonProcessingException e) {
      throw new NotARecord("its first line is no header of an exported record");
    }
  }

  private static Link link(String line, long number) {
    try {
      return JSON.readValue(line, Line.class).link();
    } catch (JsonProcessingException e) {
      throw new NotARecord("line %d is no event".formatted(number));
    }
  }

  /** A file that is no whole exported record. */
  static final class NotARecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotARecord(String why) {
      super(why);
    }
  }
}
