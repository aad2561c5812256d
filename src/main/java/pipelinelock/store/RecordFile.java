package pipelinelock.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.store.RecordCopy.Kind;

/**
 * A record as JSON lines: a header that says how many events follow, then an event a line, with its
 * body as the text that was hashed.
 */
final class RecordFile {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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

  static void write(RecordCopy copy, Instant now, Writer out) throws IOException {
    line(new Header(copy.kind().format(), VERSION, now.toString(), copy.links().size()), out);
    for (var link : copy.links()) {
      line(Line.of(link), out);
    }
    out.flush();
  }

  private static void line(Object value, Writer out) throws IOException {
    out.write(JSON.writeValueAsString(value));
    out.write('\n');
  }

  /** Reads every event; where the file is damaged, as much of it as can be read. */
  static RecordCopy read(BufferedReader in) throws IOException {
    var links = new ArrayList<Link>();
    var kind = Kind.ARCHIVE;
    try {
      var header = header(in.readLine());
      kind = Kind.ofFormat(header.format()).orElseThrow();
      events(in, header.events(), links);
      return new RecordCopy(kind, links, 0, List.of());
    } catch (NotARecord e) {
      return new RecordCopy(kind, links, 0, List.of("The file: " + e.getMessage()));
    } catch (CharacterCodingException e) {
      return new RecordCopy(
          kind,
          links,
          0,
          List.of(
              "The file: behind line %d is a byte that is no text".formatted(links.size() + 1)));
    }
  }

  private static Header header(@Nullable String line) {
    try {
      var tree = JSON.readTree(line == null ? "" : line);
      if (Kind.ofFormat(tree.path("format").asText()).isEmpty()) {
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

  private static void events(BufferedReader in, long promised, List<Link> links)
      throws IOException {
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      links.add(link(line, links.size() + 2));
    }
    if (links.size() != promised) {
      throw new NotARecord(
          "it holds %d events, and its header says %d: it was cut short, or added to"
              .formatted(links.size(), promised));
    }
  }

  private static Link link(String line, long number) {
    try {
      Line read = JSON.readValue(line, Line.class);
      if (read == null) {
        throw new NotARecord("line %d is no event".formatted(number));
      }
      return read.link();
    } catch (JsonProcessingException e) {
      throw new NotARecord("line %d is no event".formatted(number));
    }
  }

  /** The file is no whole exported record. */
  private static final class NotARecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotARecord(String why) {
      super(why);
    }
  }
}
