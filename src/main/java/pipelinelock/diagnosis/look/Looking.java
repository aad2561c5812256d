package pipelinelock.diagnosis.look;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.look.EvidenceCollector.Limits;

/**
 * A look in progress, at two speeds: what is known so far, for a person who waits, and all of it,
 * for whatever decides something. Both come from one set of questions, so a quick answer asks
 * nothing that has to be asked again.
 */
public final class Looking {
  /** The bot's own record gives no more than a note, and its database may be away. */
  private static final Duration OF_THE_RECORD = Duration.ofMillis(200);

  private final Limits limits;
  private final Questions questions;
  private final UnaryOperator<Questions> again;
  private final long begun = System.nanoTime();

  /**
   * @param questions that have just been asked
   * @param again asks them again, except for the agents' state
   */
  Looking(Limits limits, Questions questions, UnaryOperator<Questions> again) {
    this.limits = limits;
    this.questions = questions;
    this.again = again;
  }

  /**
   * What is known when the first limit is over, or sooner where all has come. What has not come is
   * {@link Fact.NotRead#isAwaited awaited}: it is neither absent nor silent.
   */
  public Evidence first() {
    if (await(questions.ofOthers(), limits.first().minus(age()))) {
      var left = limits.first().minus(age());
      await(questions.all(), left.compareTo(OF_THE_RECORD) < 0 ? left : OF_THE_RECORD);
    }
    return questions.evidence();
  }

  /** Whether all has come that the first answer would lack. */
  public boolean isWhole() {
    return questions.all().isDone();
  }

  /** How long ago it was begun. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /**
   * Everything, each fact read or given up. Where the agents' word came long after the rest, the
   * rest is read again as well: a build may have started meanwhile. Returns early, with what it
   * has, when its thread is interrupted.
   */
  public Evidence whole() {
    await(questions.rest(), limits.whole());
    long restIsThere = System.nanoTime();
    if (!await(questions.all(), limits.whole())) {
      return questions.evidence();
    }
    var waited = Duration.ofNanos(System.nanoTime() - restIsThere);
    if (waited.compareTo(limits.fresh()) <= 0) {
      return questions.evidence();
    }
    var anew = again.apply(questions);
    await(anew.all(), limits.whole());
    return anew.evidence();
  }

  /** Whether it has come. */
  private static boolean await(CompletableFuture<?> future, Duration limit) {
    try {
      future.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a read ended with an exception", e.getCause());
    }
  }
}
