package pipelinelock.crash;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import pipelinelock.crash.KillPoints.When;
import pipelinelock.rehearsal.http.SeenRequest;

/**
 * Kills at random: at the n-th request of a life, in one of the three ways, or some time after its
 * first request, or after its start, which may be before the bot is up. Only two lives end before
 * there is an incident. After so many kills it lets the incident end.
 */
final class RandomKiller implements Killer, AutoCloseable {
  private static final List<When> WAYS = List.of(When.LOST, When.TAKEN, When.ANSWERED);
  private static final int REQUESTS = 100;
  private static final int MILLIS = 1000;

  private final Random random;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("random-killer").factory());
  private Victim victim = _ -> false;
  private When when = When.LOST;
  private int countdown;
  private int delay = -1;
  private int early = 2;
  private boolean begun;
  private boolean waits;
  private int left;

  RandomKiller(long seed, int kills) {
    this.random = new Random(seed);
    this.left = kills;
  }

  @Override
  public synchronized void started(Victim next) {
    victim = next;
    countdown = 0;
    delay = -1;
    if (left == 0) {
      return;
    }
    left--;
    waits = !begun && early == 0;
    early = begun ? early : Math.max(0, early - 1);
    int chance = random.nextInt(10);
    if (chance < 6) {
      countdown = 1 + random.nextInt(REQUESTS);
      when = WAYS.get(random.nextInt(WAYS.size()));
    } else {
      delay = random.nextInt(MILLIS);
      if (chance == 9 && !waits) {
        killLater();
      }
    }
  }

  private void killLater() {
    var living = victim;
    int millis = delay;
    delay = -1;
    timer.schedule(() -> living.kill("after " + millis + " ms"), millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized boolean arrives(SeenRequest request) {
    begun |= request.line().startsWith("POST /api/chat.postMessage");
    waits &= !begun;
    if (!waits && delay >= 0) {
      killLater();
    }
    return when == When.ANSWERED || !isTheOne() || when == When.TAKEN;
  }

  @Override
  public synchronized void answered(SeenRequest request) {
    if (when == When.ANSWERED) {
      isTheOne();
    }
  }

  private boolean isTheOne() {
    return !waits && countdown > 0 && --countdown == 0 && victim.kill("at a request, " + when);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
