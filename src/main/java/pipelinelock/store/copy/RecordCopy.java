package pipelinelock.store.copy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification.Report;

/**
 * Events of a record in memory: as many as are archived at once. A whole record is read as a {@link
 * RecordSource}.
 */
public final class RecordCopy implements RecordSource {
  /** What a copy holds. */
  public enum Kind {
    /** All that there is. */
    RECORD("pipeline-lock-record"),
    /** Incidents that were taken out of a record. */
    ARCHIVE("pipeline-lock-archive");

    private final String format;

    Kind(String format) {
      this.format = format;
    }

    /** As the first line of a file names it, for ever. */
    String format() {
      return format;
    }

    static Optional<Kind> ofFormat(String format) {
      return Arrays.stream(values()).filter(it -> it.format.equals(format)).findFirst();
    }
  }

  private final Kind kind;
  private final List<Link> links;
  private final Optional<Read> read;

  private RecordCopy(Kind kind, List<Link> links, Optional<Read> read) {
    this.kind = kind;
    this.links = List.copyOf(links);
    this.read = read;
  }

  static RecordCopy archive(List<Link> links) {
    return new RecordCopy(Kind.ARCHIVE, links, Optional.empty());
  }

  /** What another source holds. */
  static RecordCopy of(RecordSource source) {
    var links = new ArrayList<Link>();
    var read = source.read(links::add);
    return new RecordCopy(read.kind(), links, Optional.of(read));
  }

  /** A file that was archived. */
  public static RecordCopy of(Path file) {
    return of(RecordSource.of(file));
  }

  @Override
  public Read read(Consumer<Link> events) {
    links.forEach(events);
    return read.orElseGet(
        () -> new Read(kind, 0, true, List.of(), List.of(), Optional.empty(), Optional.empty()));
  }

  public boolean isEmpty() {
    return links.isEmpty();
  }

  /** The incidents in it, and 0 for the freezes. */
  public SortedSet<Long> numbers() {
    return links.stream().map(link -> link.entry().incident()).collect(toCollection(TreeSet::new));
  }

  /** Whether it is of the same kind, and has the same events with the same hashes. */
  public boolean isSameAs(RecordCopy other) {
    return kind == other.kind && links.equals(other.links) && isWhole() && other.isWhole();
  }

  private boolean isWhole() {
    return read.stream().allMatch(it -> it.troubles().isEmpty());
  }

  /** Writes it as a file that can be read again. */
  public void write(OutputStream out, Instant now) throws IOException {
    var writing = new RecordFile.Writing(kind, now, links.size(), out);
    for (var link : links) {
      writing.event(link);
    }
    writing.end();
  }

  /** Proves it by itself. */
  public Report verified() {
    return CopyCheck.of(this).report();
  }

  /** The links of each chain by themselves. */
  Collection<List<Link>> chains() {
    return links.stream()
        .collect(groupingBy(link -> link.entry().incident(), TreeMap::new, toList()))
        .values();
  }
}
