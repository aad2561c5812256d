package pipelinelock.store.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.store.RecordIndex;
import pipelinelock.store.copy.RecordCopy.Kind;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;

/**
 * A record or an archive, in a database or a file, read from its beginning one event at a time, in
 * order of incident and sequence number.
 */
@FunctionalInterface
public interface RecordSource {
  /**
   * What is known of it once it was read.
   *
   * @param highest the highest number that was given to an incident, as far as that is known
   * @param toItsEnd whether nothing of it is missing behind the last event, as far as it shows
   * @param troubles what went wrong in reading, a sentence each
   * @param notes what else is to be known of it
   * @param index what is stored with the events, in a database
   * @param checkpoints those of a file
   */
  record Read(
      Kind kind,
      long highest,
      boolean toItsEnd,
      List<String> troubles,
      List<String> notes,
      Optional<RecordIndex> index,
      Optional<CheckpointsOfCopy> checkpoints) {
    public Read {
      troubles = List.copyOf(troubles);
      notes = List.copyOf(notes);
    }
  }

  /** Reads it, as much of it as can be read. */
  Read read(Consumer<Link> events);

  /** All that is in a database, as of one moment. */
  static RecordSource of(Database database) {
    return events -> database.snapshot(sql -> read(sql, events));
  }

  /** The same, within a transaction that shows one moment. */
  static Read read(Handle sql, Consumer<Link> events) {
    EventRows.each(sql, events);
    return new Read(
        Kind.RECORD,
        EventRows.highestNumber(sql),
        true,
        List.of(),
        List.of(),
        Optional.of(RecordIndex.of(sql)),
        Optional.empty());
  }

  /**
   * A file that was exported or archived. One that does not say what it is counts as an archive: as
   * a part, and not as all that there is.
   */
  static RecordSource of(Path file) {
    return events -> {
      try (var in = Files.newInputStream(file)) {
        return new RecordFileReader(in).read(events);
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + file, e);
      }
    };
  }
}
