package pipelinelock.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.ledger.RecordUnavailable;

/**
 * The exclusive right to a record file: an operating system lock next to it, which ends with the
 * process and not before. So its holder knows that all earlier holders have ended.
 */
public final class SoleNode implements AutoCloseable {
  private final FileChannel channel;
  private final Path file;
  private final FileIdentity identity;

  private SoleNode(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
    this.identity = FileIdentity.of(file);
  }

  /**
   * Takes the right.
   *
   * @throws RemoteFailure when another bot has this record
   */
  public static SoleNode of(Path record) {
    Path file = record.toAbsolutePath().resolveSibling(record.getFileName() + ".lock");
    try {
      Files.createDirectories(file.getParent());
      OwnerOnly.create(file);
      var channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new RemoteFailure(
            Kind.REFUSED,
            "the record %s is in use by another bot; stop that one first, or keep the record in PostgreSQL (record.url), which several nodes can share"
                .formatted(record));
      }
      return new SoleNode(channel, file);
    } catch (IOException e) {
      throw new UncheckedIOException("locking " + file, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable Object lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another bot in this very process
    }
  }

  /**
   * To be asked before each act: with the lock's file deleted, a second bot would get a lock of its
   * own.
   *
   * @throws RecordUnavailable when the lock is no longer the one that a second bot would meet
   */
  public void requireHeld() {
    if (!channel.isOpen() || !identity.isStillThere()) {
      throw new RecordUnavailable(
          "%s was removed while the bot ran, so a second bot may be running, and this one does nothing; make sure that there is none, and restart this one"
              .formatted(file));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("unlocking the record", e);
    }
  }
}
