package pipelinelock.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** The loop around the rounds. Its looks end badly, so that nothing but the loop is seen. */
class WatcherTest {
  private static final WatchRule QUICK =
      new WatchRule(
          "C0", Duration.ofMillis(5), Duration.ofMinutes(30), Optional.empty(), Optional.empty());

  private final Map<EnvironmentName, Integer> looks = new ConcurrentHashMap<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch stuck = new CountDownLatch(1);

  private static Map<EnvironmentName, WatchRule> environments(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new EnvironmentName("dev%02d".formatted(i)))
        .collect(Collectors.toMap(it -> it, _ -> QUICK));
  }

  private Diagnosis look(EnvironmentName name) {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    looks.merge(name, 1, Integer::sum);
    try {
      if (name.value().equals("dev00")) {
        stuck.await();
      }
      Thread.yield();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      now.decrementAndGet();
    }
    throw new RemoteFailure(Kind.UNREACHABLE, "nothing answers");
  }

  private Watcher watcher(int count, WatchTurns turns) {
    var round =
        new WatchRound(
            this::look,
            new Memory(),
            new NoMutes(),
            _ -> Optional.empty(),
            new Memory.NoBulletins(),
            Proposals.NONE);
    return new Watcher(environments(count), turns, round, () -> 0.5, (_, _) -> {});
  }

  @Test
  void oneThatHangsHoldsUpNoOtherAndIsNotLookedAtTwice() {
    var watcher = watcher(12, WatchTurns.SOLE);
    watcher.start();
    await()
        .until(
            () ->
                looks.size() == 12 && looks.values().stream().filter(it -> it >= 3).count() == 11);
    assertThat(looks).containsEntry(new EnvironmentName("dev00"), 1);
    stuck.countDown();
    watcher.close();
    assertThat(most.get()).isBetween(1, Watcher.AT_ONCE);
    assertThat(now.get()).as("looks that are still under way").isZero();
  }

  @Test
  void whoDoesNotHaveTheTurnDoesNotLook() {
    var asked = new AtomicInteger();
    var watcher =
        watcher(
            3,
            _ -> {
              asked.incrementAndGet();
              return false;
            });
    watcher.start();
    await().until(() -> asked.get() > 10);
    watcher.close();
    assertThat(looks).isEmpty();
  }
}
