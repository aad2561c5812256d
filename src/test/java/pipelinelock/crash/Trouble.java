package pipelinelock.crash;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;

/**
 * What fails in addition to the killed process, for some seconds now and then: of the requests to
 * one of the systems some are lost, and of some the answer; or the database is gone.
 */
final class Trouble implements AutoCloseable {
  private final Cell.Fault fault;
  private final Random random;
  private final Store store;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean now;

  Trouble(Cell.Fault fault, long seed, Store store) {
    this.fault = fault;
    this.random = new Random(seed);
    this.store = store;
    Thread.ofVirtual().name("trouble").start(this::comeAndGo);
  }

  private void comeAndGo() {
    try {
      while (!over.await(between(2000, 6000), TimeUnit.MILLISECONDS)) {
        int duration = between(500, 3000);
        if (fault == Cell.Fault.DATABASE) {
          store.gone(Duration.ofMillis(duration));
        } else {
          now = true;
          over.await(duration, TimeUnit.MILLISECONDS);
          now = false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A clock that is wrong by minutes while people decide, and by hours once it acts by itself. */
  synchronized Duration clockAhead(StoredRecord record) {
    if (fault != Cell.Fault.CLOCK) {
      return Duration.ZERO;
    }
    int most = record.rows("started").findAny().isPresent() ? 7200 : 120;
    return Duration.ofSeconds(random.nextInt(-most, most + 1));
  }

  private synchronized int between(int least, int most) {
    return random.nextInt(least, most);
  }

  /** The killer sees every request; those to the failing system then have their fate. */
  void tap(SimulatedWorld world, Killer killer) {
    store.tap(killer);
    world.slack().tap(fault == Cell.Fault.SLACK ? failing(killer) : killer);
    world.director().tap(fault == Cell.Fault.DIRECTOR ? failing(killer) : killer);
    world.concourse().tap(fault == Cell.Fault.CONCOURSE ? failing(killer) : killer);
  }

  private Tap failing(Tap tap) {
    return new Tap() {
      @Override
      public boolean arrives(SeenRequest request) {
        return tap.arrives(request) && !(now && between(0, 100) < 40);
      }

      @Override
      public Answer answer(SeenRequest request, Server server) throws InterruptedException {
        var answer = server.answer();
        return now && between(0, 100) < 50 ? Answer.nothing() : answer;
      }

      @Override
      public void answered(SeenRequest request) {
        tap.answered(request);
      }
    };
  }

  @Override
  public void close() {
    over.countDown();
  }
}
