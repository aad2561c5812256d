package pipelinelock.store.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.store.copy.RecordCopy.Kind;

/**
 * A record as JSON lines: a header with the number of events, one event a line with its body as the
 * text that was hashed, and a last line with the SHA-256 of everything before it. It is parsed
 * strictly: anything that two programs could understand differently is refused.
 */
public final class RecordFile {
  static final int VERSION = 2;

  /** With checkpoints behind the events, at least one. */
  static final int WITH_CHECKPOINTS = 3;

  /** With receipts behind the checkpoints, at least one. */
  static final int WITH_RECEIPTS = 4;

  /** Without a last line, and so without a hash over its header. */
  private static final int UNSEALED = 1;

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                for (var shape :
                    new CoercionInputShape[] {
                      CoercionInputShape.Integer,
                      CoercionInputShape.Float,
                      CoercionInputShape.Boolean
                    }) {
                  text.setCoercion(shape, CoercionAction.Fail);
                }
              })
          .build();

  /** The first line of a file without checkpoints. */
  private record Plain(String format, int version, String exportedAt, long events) {}

  /** The first line of a file with checkpoints and without receipts. */
  private record WithCheckpoints(
      String format, int version, String exportedAt, long events, long checkpoints) {}

  /** The first line. */
  record Header(
      String format, int version, String exportedAt, long events, long checkpoints, long receipts) {
    Kind kind() {
      return Kind.ofFormat(format).orElseThrow();
    }

    boolean isKnown() {
      return version >= UNSEALED && version <= WITH_RECEIPTS;
    }

    /** Whether a last line proves the others. */
    boolean isSealed() {
      return version != UNSEALED;
    }
  }

  private static final ObjectReader EVENT = JSON.readerFor(Event.class);

  /** An event as a line; {@code at} in milliseconds since 1970, UTC. */
  private record Event(
      long incident, long sequence, long at, String type, String body, String hash) {
    static Event of(Link link) {
      var entry = link.entry();
      return new Event(
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

  /** A checkpoint as a line. */
  private record Attested(String checkpoint) {}

  /** A receipt as a line; {@code at} in milliseconds since 1970, UTC. */
  private record Received(String hearer, long number, long at, String proof) {
    static Received of(WitnessReceipt it) {
      return new Received(it.hearer(), it.number(), it.at().toEpochMilli(), it.proof());
    }

    WitnessReceipt receipt() {
      return new WitnessReceipt(hearer, number, Instant.ofEpochMilli(at), proof);
    }
  }

  /** The last line. */
  private record Seal(String sha256) {}

  /** Writes one, an event at a time. */
  public static final class Writing {
    private final OutputStream out;
    private final FileDigest digest = new FileDigest();

    /**
     * Writes the header.
     *
     * @param events how many will follow
     */
    public Writing(Kind kind, Instant now, long events, OutputStream out) throws IOException {
      this(kind, now, events, 0, 0, out);
    }

    /**
     * Writes the header.
     *
     * @param events how many will follow
     * @param checkpoints how many will follow behind the events
     * @param receipts how many will follow behind the checkpoints; none without a checkpoint
     */
    public Writing(
        Kind kind, Instant now, long events, long checkpoints, long receipts, OutputStream out)
        throws IOException {
      this.out = out;
      String at = now.toString();
      if (checkpoints == 0) {
        line(new Plain(kind.format(), VERSION, at, events));
      } else if (receipts == 0) {
        line(new WithCheckpoints(kind.format(), WITH_CHECKPOINTS, at, events, checkpoints));
      } else {
        line(new Header(kind.format(), WITH_RECEIPTS, at, events, checkpoints, receipts));
      }
    }

    public void receipt(WitnessReceipt it) throws IOException {
      line(Received.of(it));
    }

    public void checkpoint(String text) throws IOException {
      line(new Attested(text));
    }

    public void event(Link link) throws IOException {
      line(Event.of(link));
    }

    public void end() throws IOException {
      line(new Seal(digest.hex()));
      out.flush();
    }

    private void line(Object value) throws IOException {
      byte[] line = (JSON.writeValueAsString(value) + "\n").getBytes(UTF_8);
      digest.add(line);
      out.write(line);
    }
  }

  private RecordFile() {}

  /** The header that this line is; empty where it is none. */
  static Optional<Header> header(String line) {
    return read(line, Plain.class)
        .filter(it -> it.version() != WITH_CHECKPOINTS && it.version() != WITH_RECEIPTS)
        .map(it -> new Header(it.format(), it.version(), it.exportedAt(), it.events(), 0, 0))
        .or(
            () ->
                read(line, WithCheckpoints.class)
                    .filter(it -> it.version() == WITH_CHECKPOINTS && it.checkpoints() > 0)
                    .map(
                        it ->
                            new Header(
                                it.format(),
                                it.version(),
                                it.exportedAt(),
                                it.events(),
                                it.checkpoints(),
                                0)))
        .or(
            () ->
                read(line, Header.class)
                    .filter(it -> it.version() == WITH_RECEIPTS)
                    .filter(it -> it.checkpoints() > 0 && it.receipts() > 0))
        .filter(it -> Kind.ofFormat(it.format()).isPresent() && it.events() >= 0)
        .filter(it -> isTime(it.exportedAt()));
  }

  private static boolean isTime(String text) {
    try {
      return Instant.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The event that this line is. */
  static Optional<Link> link(String line) {
    return RecordFile.<Event>read(line, EVENT).map(Event::link);
  }

  /** The text of the checkpoint that this line is. */
  static Optional<String> checkpoint(String line) {
    return read(line, Attested.class).map(Attested::checkpoint);
  }

  /** The receipt that this line is. */
  static Optional<WitnessReceipt> receipt(String line) {
    return read(line, Received.class).map(Received::receipt);
  }

  /** The hash in a last line. */
  static Optional<String> seal(String line) {
    return read(line, Seal.class).map(Seal::sha256).filter(it -> SHA_256.matcher(it).matches());
  }

  private static <T> Optional<T> read(String line, Class<T> form) {
    return read(line, JSON.readerFor(form));
  }

  private static <T> Optional<T> read(String line, ObjectReader form) {
    try {
      @Nullable T value = form.readValue(line);
      return Optional.ofNullable(value);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
