package pipelinelock.store.event;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a time in the one format in which the record writes it: no other number of digits, offset
 * or small letter. It does so itself because Java's general parser took half the time of reading a
 * long record.
 */
final class InstantReading extends FromStringDeserializer<Instant> {
  private static final long serialVersionUID = 1;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?Z");

  private static final int FRACTION = 7;

  InstantReading() {
    super(Instant.class);
  }

  @Override
  protected Instant _deserialize(String text, DeserializationContext context) throws IOException {
    var parts = WRITTEN.matcher(text);
    if (parts.matches()) {
      int[] n = new int[FRACTION];
      for (int i = 1; i < FRACTION; i++) {
        n[i] = Integer.parseInt(text, parts.start(i), parts.end(i), 10);
      }
      try {
        return LocalDateTime.of(n[1], n[2], n[3], n[4], n[5], n[6], nanos(parts.group(FRACTION)))
            .toInstant(UTC);
      } catch (DateTimeException e) {
        // there is no such day or hour
      }
    }
    return (Instant) context.handleWeirdStringValue(Instant.class, text, "it is not a time");
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }
}
