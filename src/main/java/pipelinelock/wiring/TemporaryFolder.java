package pipelinelock.wiring;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that is deleted with its content when its user is done. */
public record TemporaryFolder(Path path) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

  public static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("pipeline-lock"));
    } catch (IOException e) {
      throw new UncheckedIOException("creating a temporary folder", e);
    }
  }

  @Override
  public void close() {
    try {
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      // What it was made for is done, and must not fail now; a read that nobody waits for any more
      // may still write here. Nobody who waits for a verdict needs to know.
      LOG.info("the temporary folder {} could not be deleted completely", path);
    }
  }
}
