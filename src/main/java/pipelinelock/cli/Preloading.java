package pipelinelock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import okhttp3.OkHttpClient;
import pipelinelock.http.Http;

/**
 * Loads what a look needs while the command line and the settings are still being parsed, because a
 * person at a terminal also waits for the start. Without {@link #begin} it is loaded on demand.
 */
public final class Preloading {
  private final FutureTask<OkHttpClient> client = new FutureTask<>(Http::client);

  /** To read one finds out how records are read. */
  private record Any(String text) {}

  /** Begins on a thread of its own, which does not keep the program from ending. */
  public Preloading begin() {
    Thread.ofPlatform().daemon().name("head-start").start(this::load);
    return this;
  }

  private void load() {
    client.run();
    try {
      Http.json().readValue("{\"text\": \"\"}", Any.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one from which all clients of a look are derived; the same each time. */
  OkHttpClient client() {
    client.run();
    try {
      return client.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the HTTP client was made", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the HTTP client could not be made", e.getCause());
    }
  }
}
