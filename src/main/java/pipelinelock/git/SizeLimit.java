package pipelinelock.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * Aborts a fetch that receives more than a lock repository can need: JGit has no limit of its own,
 * and a large file could fill the disk. It interrupts the fetching thread, which ends every
 * transport.
 */
final class SizeLimit implements AutoCloseable {
  private static final Duration LOOK_EACH = Duration.ofMillis(100);

  private final Path directory;
  private final long limit;
  private final Thread fetching = Thread.currentThread();
  private final Thread watch;
  private volatile boolean exceeded;
  private boolean closed;

  private SizeLimit(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
    this.watch = Thread.ofVirtual().name("lock-copy-size").start(this::watch);
  }

  /**
   * On what the present thread fetches into a directory from now on.
   *
   * @param limit in bytes
   */
  static SizeLimit on(Path directory, long limit) {
    return new SizeLimit(directory, limit);
  }

  /** A fetch that came to its end before it could be interrupted. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * The last look, after the fetch.
   *
   * @throws Exceeded when it brought too much
   */
  void check() {
    if (size() > limit) {
      exceeded = true;
    }
    if (exceeded) {
      throw new Exceeded();
    }
  }

  /** Whether it was this limit that ended the fetch. */
  boolean isExceeded() {
    return exceeded;
  }

  private void watch() {
    try {
      while (size() <= limit) {
        Thread.sleep(LOOK_EACH);
      }
      exceed();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the fetch is over
    }
  }

  private synchronized void exceed() {
    if (!closed) {
      exceeded = true;
      fetching.interrupt();
    }
  }

  /** Files come and go meanwhile; those that are gone count nothing. */
  private long size() {
    var sum = new Sum();
    try {
      Files.walkFileTree(directory, sum);
    } catch (IOException _) {
      return 0;
    }
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Afterwards the thread is not interrupted by this any more. */
  @Override
  public synchronized void close() {
    closed = true;
    watch.interrupt();
    if (exceeded) {
      Thread.interrupted();
    }
  }
}
