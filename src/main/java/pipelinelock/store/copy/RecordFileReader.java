package pipelinelock.store.copy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.witness.Receipt;
import pipelinelock.store.copy.Lines.Line;
import pipelinelock.store.copy.RecordCopy.Kind;
import pipelinelock.store.copy.RecordFile.Header;
import pipelinelock.store.copy.RecordSource.Read;
import pipelinelock.store.event.ChainHashes;

/** Reads an exported record or an archive, line by line, up to the first that is none of it. */
public final class RecordFileReader {
  private static final String UNSEALED =
      "The file is of an earlier version: when it was written is under no hash";

  private final Lines lines;
  private final FileDigest digest = new FileDigest();
  private final List<String> troubles = new ArrayList<>();
  private long read;
  private final List<String> checkpoints = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final ChainHashes hashes = new ChainHashes();
  private long events;

  public RecordFileReader(InputStream in) {
    this.lines = new Lines(in);
  }

  public Read read(Consumer<Link> to) throws IOException {
    var first = next();
    var header = first.flatMap(Line::text).flatMap(RecordFile::header);
    if (header.isEmpty()) {
      trouble("its first line is no header of an exported record");
      return done(Kind.ARCHIVE, false, List.of());
    }
    if (!header.get().isKnown()) {
      trouble(
          "it has version %d, and this program reads versions 1 to %d"
              .formatted(header.get().version(), RecordFile.WITH_RECEIPTS));
      return done(header.get().kind(), false, List.of());
    }
    digest.add(first.orElseThrow().bytes());
    if (!readEvents(header.get(), to)) {
      return done(header.get().kind(), false, List.of());
    }
    boolean isAll = events == header.get().events();
    if (!isAll) {
      trouble(
          "it holds %d events, and its header says %d: it was cut short, or added to"
              .formatted(events, header.get().events()));
    }
    if (isAll && checkpoints.size() != header.get().checkpoints()) {
      isAll = false;
      trouble(
          "it holds %d checkpoints, and its header says %d: it was cut short, or added to"
              .formatted(checkpoints.size(), header.get().checkpoints()));
    }
    if (isAll && receipts.size() != header.get().receipts()) {
      isAll = false;
      trouble(
          "it holds %d receipts, and its header says %d: it was cut short, or added to"
              .formatted(receipts.size(), header.get().receipts()));
    }
    return done(
        header.get().kind(), isAll, header.get().isSealed() ? List.of() : List.of(UNSEALED));
  }

  private Optional<Line> next() throws IOException {
    read++;
    return lines.next();
  }

  /** False where it ends at a line that is none of it. */
  private boolean readEvents(Header header, Consumer<Link> to) throws IOException {
    for (var line = next(); line.isPresent(); ) {
      var following = lines.next();
      boolean isLast = following.isEmpty();
      if (isLast && header.isSealed() && isSeal(line.get())) {
        return true;
      }
      if (!take(line.get(), header, to)) {
        trouble("line %d is no %s".formatted(read, awaited()));
        return false;
      }
      digest.add(line.get().bytes());
      read++;
      line = following;
    }
    if (header.isSealed()) {
      trouble("its last line, which proves the others, is missing: it was cut short");
    }
    return true;
  }

  /** What such a line would go on with. */
  private String awaited() {
    return !receipts.isEmpty() ? "receipt" : checkpoints.isEmpty() ? "event" : "checkpoint";
  }

  /** Events first, checkpoints, receipts; false where it is none, or stands in another's place. */
  private boolean take(Line line, Header header, Consumer<Link> to) {
    var text = line.text();
    var receipt =
        text.filter(_ -> header.receipts() > 0 && !checkpoints.isEmpty())
            .flatMap(RecordFile::receipt);
    if (receipt.isPresent()) {
      receipts.add(receipt.get());
      return true;
    }
    var checkpoint =
        text.filter(_ -> header.checkpoints() > 0 && receipts.isEmpty())
            .flatMap(RecordFile::checkpoint);
    if (checkpoint.isPresent()) {
      checkpoints.add(checkpoint.get());
      return true;
    }
    var link = text.filter(_ -> checkpoints.isEmpty()).flatMap(RecordFile::link);
    link.ifPresent(
        it -> {
          events++;
          if (header.checkpoints() > 0) {
            hashes.add(it);
          }
          to.accept(it);
        });
    return link.isPresent();
  }

  /** Whether that is the line which proves all before it; one that does not fit is a trouble. */
  private boolean isSeal(Line line) {
    var seal = line.text().flatMap(RecordFile::seal);
    if (seal.isEmpty()) {
      return false;
    }
    if (!seal.get().equals(digest.hex()) || !line.isWhole()) {
      trouble(
          "its last line does not fit those before it: it was changed, or not written to its end");
    }
    return true;
  }

  private void trouble(String what) {
    troubles.add("The file: " + what);
  }

  private Read done(Kind kind, boolean toItsEnd, List<String> notes) {
    return new Read(
        kind,
        0,
        toItsEnd,
        troubles,
        notes,
        Optional.empty(),
        toItsEnd && !checkpoints.isEmpty()
            ? Optional.of(new CheckpointsOfCopy(checkpoints, receipts, hashes.all()))
            : Optional.empty());
  }
}
