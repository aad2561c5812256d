package pipelinelock.diagnosis.look;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;

/** The reads of one look: all under one deadline, and each under a limit of its own. */
final class Reads {
  private static final int LONGEST_REASON = 200;

  private final InstantSource clock;
  private final ExecutorService executor;
  private final Duration each;
  private final long deadline;

  Reads(InstantSource clock, ExecutorService executor, EvidenceCollector.Limits limits) {
    this.clock = clock;
    this.executor = executor;
    this.each = limits.each();
    this.deadline = System.nanoTime() + limits.whole().toNanos();
  }

  /** Starts a read now; the future always ends, in time, and never with an exception. */
  <T> CompletableFuture<Fact<T>> read(Source source, Supplier<T> call) {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    if (!left.isPositive()) {
      return CompletableFuture.completedFuture(
          notRead(
              source, "no time was left to ask " + source.text(), RemoteFailure.Kind.TIMED_OUT));
    }
    Duration limit = left.compareTo(each) < 0 ? left : each;
    var answer = new CompletableFuture<Fact<T>>();
    Future<?> task;
    try {
      task = executor.submit(() -> answer.complete(ask(source, call)));
    } catch (RejectedExecutionException _) {
      return CompletableFuture.completedFuture(
          notRead(
              source,
              source.text() + " was not asked: the bot is stopping",
              RemoteFailure.Kind.UNREACHABLE));
    }
    return answer
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            _ -> {
              task.cancel(true);
              return notRead(
                  source,
                  source.text() + " did not answer within " + Span.limit(limit),
                  RemoteFailure.Kind.TIMED_OUT);
            });
  }

  private <T> Fact<T> ask(Source source, Supplier<T> call) {
    try {
      return new Fact.Known<>(Objects.requireNonNull(call.get()), source, clock.instant());
    } catch (RemoteFailure failure) {
      String why = failure.getMessage() == null ? source.text() + " failed" : failure.getMessage();
      return notRead(source, Outside.line(why, LONGEST_REASON), failure.kind());
    } catch (RuntimeException _) {
      // Its text is not ours: it may hold a secret, so it is not shown.
      return notRead(
          source,
          source.text() + " gave an answer that the bot does not understand",
          RemoteFailure.Kind.GARBAGE);
    }
  }

  /** For what has been asked and has not come. */
  <T> Fact<T> awaited(Source source, String reason) {
    return notRead(source, reason, RemoteFailure.Kind.AWAITED);
  }

  private <T> Fact<T> notRead(Source source, String reason, RemoteFailure.Kind kind) {
    return new Fact.NotRead<>(source, reason, clock.instant(), kind);
  }
}
