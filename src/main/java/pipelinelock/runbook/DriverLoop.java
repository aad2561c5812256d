package pipelinelock.runbook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ledger.RecordUnavailable;

/**
 * Runs the driver: one virtual thread for each open incident, woken by every change of it. A bug in
 * one step ends neither the thread nor the other incidents.
 */
public final class DriverLoop implements AutoCloseable {
  private static final Duration AIR = Duration.ofSeconds(5);
  private static final Duration CUT_OFF = Duration.ofMillis(500);

  private final Incidents incidents;
  private final IncidentDriver driver;
  private final Duration afterBug;
  private final BiConsumer<IncidentId, Throwable> onBug;
  private final Map<IncidentId, Running> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Running(Thread thread, Semaphore wake) {}

  /**
   * @param afterBug how long to wait after an unexpected exception or error
   * @param onBug receives it
   */
  public DriverLoop(
      Incidents incidents,
      IncidentDriver driver,
      Duration afterBug,
      BiConsumer<IncidentId, Throwable> onBug) {
    this.incidents = incidents;
    this.driver = driver;
    this.afterBug = afterBug;
    this.onBug = onBug;
  }

  /**
   * Takes up every incident that is open or waits for its review, and each that is begun or changed
   * from now on.
   */
  public void start() {
    incidents.onChange(this::wake);
    incidents.open().forEach(this::wake);
    incidents.idsOpenForReview().forEach(this::wake);
  }

  private void wake(IncidentId id) {
    running.compute(
        id,
        (_, now) -> {
          if (now == null || !now.thread().isAlive()) {
            return closed ? null : begin(id);
          }
          now.wake().release();
          return now;
        });
  }

  private Running begin(IncidentId id) {
    var wake = new Semaphore(0);
    var thread = Thread.ofVirtual().name("drive-" + id).unstarted(() -> drive(id, wake));
    thread.start();
    return new Running(thread, wake);
  }

  private void drive(IncidentId id, Semaphore wake) {
    try {
      Optional<Duration> pause = advance(id);
      while (pause.isPresent() && !closed) {
        if (!pause.get().isZero()) {
          wake.tryAcquire(Math.max(1, pause.get().toMillis()), TimeUnit.MILLISECONDS);
        }
        wake.drainPermits();
        if (!closed) {
          pause = advance(id);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Duration> advance(IncidentId id) {
    try {
      return driver.advance(id);
    } catch (RuntimeException | Error e) { // an incident whose thread is dead would keep its lease
      if (closed) {
        return Optional.empty();
      }
      onBug.accept(id, e);
      return Optional.of(afterBug);
    }
  }

  /**
   * Begins nothing more, and lets what is in the air come to its end and onto the record; only what
   * takes too long is cut off, and a request whose answer is not known by then is on record as
   * that. Director tasks go on and are followed after a restart.
   */
  @Override
  public void close() {
    closed = true;
    running.values().forEach(one -> one.wake().release());
    if (!haveEnded(AIR)) {
      running.values().forEach(one -> one.thread().interrupt());
      haveEnded(CUT_OFF);
    }
    settle();
  }

  /** On a thread that nobody interrupts: else the database's connection breaks under it. */
  private void settle() {
    for (var id : running.keySet()) {
      try {
        driver.settle(id);
      } catch (RecordUnavailable e) {
        onBug.accept(id, e);
        return; // it would not answer for the others either, and the process has to end in time
      } catch (RuntimeException | Error e) {
        onBug.accept(id, e);
      }
    }
  }

  private boolean haveEnded(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    try {
      for (var one : running.values()) {
        if (!one.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
