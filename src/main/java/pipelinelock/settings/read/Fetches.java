package pipelinelock.settings.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import pipelinelock.settings.read.SecretSource.Unreadable;
import pipelinelock.wording.Span;

/**
 * The values that one reading of the file fetches. A first pass finds out what is needed; then
 * everything is fetched in parallel, each value under one limit for all that it takes (credentials,
 * a role, headers, body), so that the whole takes as long as the slowest; then the file is read
 * with the answers.
 */
public final class Fetches {
  private final BiPredicate<String, SecretSource> meant;
  private final Duration limit;
  private final Map<Want, Answer> answers = new HashMap<>();
  private final Map<Want, SecretSource> wanted = new LinkedHashMap<>();

  /**
   * One text.
   *
   * @param environment whose it is; empty = of none
   */
  record Want(String environment, String scheme, String name) {}

  /** What came of wanting it. */
  sealed interface Answer {
    /** The text. */
    record Text(String text) implements Answer {
      @Override
      public String toString() {
        return "***";
      }
    }

    /** There is none now. */
    record Failed(String what, String fix) implements Answer {}

    /** Nobody was asked. */
    record NotAsked() implements Answer {}
  }

  /**
   * @param meant whether an environment's values are asked for from a source; the name is empty for
   *     what belongs to none
   * @param limit for each value
   */
  public Fetches(BiPredicate<String, SecretSource> meant, Duration limit) {
    this.meant = meant;
    this.limit = limit;
  }

  /** What is known of it by now. */
  public Answer answer(Want want, SecretSource source) {
    if (!meant.test(want.environment(), source)) {
      return new Answer.NotAsked();
    }
    Answer known = answers.get(want);
    if (known == null) {
      wanted.put(want, source);
      return new Answer.NotAsked();
    }
    return known;
  }

  /** Fetches what was wanted and is not known yet; false where that is nothing. */
  public boolean fetch() {
    if (wanted.isEmpty()) {
      return false;
    }
    var coming = new ArrayList<CompletableFuture<Void>>();
    wanted.forEach(
        (want, source) ->
            coming.add(
                begin(want.name(), source)
                    .thenAccept(
                        answer -> {
                          synchronized (answers) {
                            answers.put(want, answer);
                          }
                        })));
    coming.forEach(CompletableFuture::join);
    wanted.clear();
    return true;
  }

  private CompletableFuture<Answer> begin(String name, SecretSource source) {
    var answer = new CompletableFuture<Answer>();
    var task = new FutureTask<>(() -> answer.complete(read(name, source)));
    Thread.ofVirtual().name("value-" + source.scheme()).start(task);
    return answer
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            _ -> {
              task.cancel(true);
              return late(name, source);
            });
  }

  private Answer late(String name, SecretSource source) {
    return new Answer.Failed(
        "%s:%s did not arrive within %s, credentials and roles included"
            .formatted(source.scheme(), name, Span.limit(limit)),
        "try again, and check what takes so long: credential_process, network, proxy");
  }

  private static Answer read(String name, SecretSource source) {
    try {
      return new Answer.Text(source.read(name));
    } catch (Unreadable e) {
      return new Answer.Failed(String.valueOf(e.getMessage()), e.fix());
    } catch (RuntimeException bug) {
      // Its text is not ours: it may hold anything.
      return new Answer.Failed(
          "%s: failed: %s".formatted(source.scheme(), bug.getClass().getSimpleName()),
          "please report this bug");
    }
  }
}
