package pipelinelock.rehearsal.time;

import java.time.Duration;

/** Calls something every few milliseconds until it is closed. */
public final class Ticker implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Thread thread;

  public Ticker(String name, Runnable action) {
    thread = Thread.ofVirtual().name(name).start(() -> run(action));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private static void run(Runnable action) {
    try {
      while (true) {
        action.run();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
