package pipelinelock.cli.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pipelinelock.incident.IncidentId;

/**
 * A file of events that only grows. What was written last is read from the file itself, so a crash
 * at any moment neither loses an event nor writes one twice. One process writes it at a time.
 */
final class EventFile implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Of every line. */
  private static final String BEGIN = "{\"v\":1,\"incident\":\"";

  private final FileChannel channel;
  private final Map<IncidentId, Long> written;

  private EventFile(FileChannel channel, Map<IncidentId, Long> written) {
    this.channel = channel;
    this.written = written;
  }

  /**
   * Opens it, or makes it for its owner alone.
   *
   * @throws IOException when it cannot be read or written, is written by another process, or holds
   *     something else
   */
  static EventFile open(Path file) throws IOException {
    if (!Files.exists(file)) {
      PrivateFiles.create(file);
    }
    var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      long end = wholeLines(channel);
      var written = written(file, end);
      requireOurs(file, channel, end);
      channel.truncate(end);
      return new EventFile(channel, written);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // by this process
    }
    throw new IOException("another process writes %s; name another file".formatted(file));
  }

  /** Up to where it was written to the end of a line; what follows is written again. */
  private static long wholeLines(FileChannel channel) throws IOException {
    long end = channel.size();
    var last = ByteBuffer.allocate(1);
    while (end > 0) {
      channel.read(last.clear(), end - 1);
      if (last.get(0) == '\n') {
        break;
      }
      end--;
    }
    return end;
  }

  /** A file of somebody else's may have no line end either, and is not cut. */
  private static void requireOurs(Path file, FileChannel channel, long end) throws IOException {
    var rest = ByteBuffer.allocate((int) Math.min(BEGIN.length(), channel.size() - end));
    channel.read(rest, end);
    if (!BEGIN.startsWith(new String(rest.array(), UTF_8))) {
      throw foreign(file, new IllegalArgumentException("its end is none of an event"));
    }
  }

  private static Map<IncidentId, Long> written(Path file, long end) throws IOException {
    var written = new TreeMap<IncidentId, Long>();
    long read = 0;
    try (var lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      for (var line = lines.readLine(); line != null && read < end; line = lines.readLine()) {
        read += line.getBytes(UTF_8).length + 1L;
        var event = event(file, line);
        written.merge(incident(file, event), event.path("event").asLong(), Math::max);
      }
    }
    return written;
  }

  private static JsonNode event(Path file, String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw foreign(file, e);
    }
  }

  private static IncidentId incident(Path file, JsonNode event) throws IOException {
    return IncidentId.parse(event.path("incident").asText())
        .filter(_ -> event.path("event").asLong() > 0)
        .orElseThrow(() -> foreign(file, new IllegalArgumentException("no event")));
  }

  private static IOException foreign(Path file, Exception why) {
    return new IOException(
        "%s holds something else than events of the record; name another file".formatted(file),
        why);
  }

  /** The number of the last event of this incident that is in it; 0 for none. */
  long written(IncidentId incident) {
    return written.getOrDefault(incident, 0L);
  }

  /**
   * An event to be written.
   *
   * @param text without its line end
   */
  record Line(IncidentId incident, long event, String text) {}

  /** Comes back when they are on the disk. */
  void append(List<Line> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    var text = new StringBuilder();
    lines.forEach(it -> text.append(it.text()).append('\n'));
    var bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
    long before = channel.size();
    try {
      long at = before;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(before); // a full disk: all of it is written again
      throw e;
    }
    lines.forEach(it -> written.merge(it.incident(), it.event(), Math::max));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
