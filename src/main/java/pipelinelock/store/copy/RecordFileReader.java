package pipelinelock.store.copy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.store.copy.ByteLines.Line;
import pipelinelock.store.copy.RecordCopy.Kind;
import pipelinelock.store.copy.RecordFile.Header;
import pipelinelock.store.copy.RecordSource.Read;
import pipelinelock.store.event.ChainHashes;

/**
 * Reads an exported record or an archive line by line, up to the first line that does not belong to
 * it.
 */
public final class RecordFileReader {
  private static final String UNSEALED =
      "The file was written by an earlier version: no hash covers its header";

  private final ByteLines lines;
  private final FileDigest digest = new FileDigest();
  private final List<String> troubles = new ArrayList<>();
  private long read;
  private final List<String> checkpoints = new ArrayList<>();
  private final List<WitnessReceipt> receipts = new ArrayList<>();
  private final ChainHashes hashes = new ChainHashes();
  private long events;

  public RecordFileReader(InputStream in) {
    this.lines = new ByteLines(in);
  }

  public Read read(Consumer<Link> to) throws IOException {
    var first = next();
    var header = first.flatMap(Line::text).flatMap(RecordFile::header);
    if (header.isEmpty()) {
      trouble("its first line is not the header of an exported record");
      return done(Kind.ARCHIVE, false, List.of());
    }
    if (!header.get().isKnown()) {
      trouble(
          "it has version %d, but this program reads versions 1 to %d"
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
          "it has %d events, but its header says %d: it was cut off or extended"
              .formatted(events, header.get().events()));
    }
    if (isAll && checkpoints.size() != header.get().checkpoints()) {
      isAll = false;
      trouble(
          "it has %d checkpoints, but its header says %d: it was cut off or extended"
              .formatted(checkpoints.size(), header.get().checkpoints()));
    }
    if (isAll && receipts.size() != header.get().receipts()) {
      isAll = false;
      trouble(
          "it has %d receipts, but its header says %d: it was cut off or extended"
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
      trouble("its last line, which proves the others, is missing: it was cut off");
    }
    return true;
  }

  /** What such a line would go on with. */
  private String awaited() {
    return !receipts.isEmpty() ? "receipt" : checkpoints.isEmpty() ? "event" : "checkpoint";
  }

  /** Events first, checkpoints, receipts; false where it is none, or is in another's place. */
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
          "its last line does not match those before it: it was changed, or not written completely");
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
