package pipelinelock.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import pipelinelock.environment.EnvironmentName;

/**
 * Looks at every environment over and over: each on a thread of its own, so never twice at once,
 * and only a few at the same moment. A failure in one neither ends it nor delays the others.
 */
public final class Watcher implements AutoCloseable {
  /** How many environments are looked at in one moment. */
  public static final int AT_ONCE = 4;

  private static final double JITTER = 0.2;
  private static final Duration AIR = Duration.ofSeconds(3);

  private final Map<EnvironmentName, WatchRule> rules;
  private final WatchTurns turns;
  private final WatchRound round;
  private final DoubleSupplier chance;
  private final BiConsumer<EnvironmentName, Throwable> onTrouble;
  private final Semaphore free = new Semaphore(AT_ONCE, true);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /**
   * @param rules of the environments that are watched
   * @param chance from 0 to 1, another one each time, so that not all look at the same moment
   * @param onTrouble receives a round that did not finish; the next one runs all the same
   */
  public Watcher(
      Map<EnvironmentName, WatchRule> rules,
      WatchTurns turns,
      WatchRound round,
      DoubleSupplier chance,
      BiConsumer<EnvironmentName, Throwable> onTrouble) {
    this.rules = Map.copyOf(rules);
    this.turns = turns;
    this.round = round;
    this.chance = chance;
    this.onTrouble = onTrouble;
  }

  public void start() {
    rules.forEach(
        (name, rule) ->
            threads.add(Thread.ofVirtual().name("watch-" + name).start(() -> watch(name, rule))));
  }

  private void watch(EnvironmentName name, WatchRule rule) {
    try {
      long pause = (long) (rule.every().toMillis() * chance.getAsDouble());
      while (!closed.await(Math.max(1, pause), TimeUnit.MILLISECONDS)) {
        free.acquire();
        try {
          look(name, rule);
        } finally {
          free.release();
        }
        double share = 1 - JITTER / 2 + JITTER * chance.getAsDouble();
        pause = (long) (rule.every().toMillis() * share);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(EnvironmentName name, WatchRule rule) {
    try {
      if (turns.take(name)) {
        round.run(name, rule);
      }
    } catch (RuntimeException | Error e) {
      if (closed.getCount() > 0) {
        onTrouble.accept(name, e);
      }
    }
  }

  /** Begins nothing more, and lets what is in the air come to its end. */
  @Override
  public void close() {
    closed.countDown();
    long end = System.nanoTime() + AIR.toNanos();
    try {
      for (var thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}
