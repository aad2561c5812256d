package pipelinelock.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Asks a server by so many connections at once, each as soon as it has its answer. */
record Load(URI server, String secret, LongFunction<String> body) {
  /** What came of it. */
  static final class Result {
    private final long[] each;
    private final Duration during;

    /**
     * @param each how long each request took, in ns, sorted
     * @param during how long they were sent
     */
    private Result(long[] each, Duration during) {
      this.each = each;
      this.during = during;
    }

    double perSecond() {
      return each.length * 1e9 / during.toNanos();
    }

    /**
     * How long all but the slowest took, in ms.
     *
     * @param share 0.99 = what 99 of 100 requests kept within
     */
    double percentile(double share) {
      return each[Math.min(each.length - 1, (int) (each.length * share))] / 1e6;
    }
  }

  /** Each connection asks once at least. */
  Result run(int connections, Duration during) {
    long begun = System.nanoTime();
    long end = begun + during.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<long[]>>();
      for (int i = 0; i < connections; i++) {
        runs.add(threads.submit(() -> until(end)));
      }
      var all = LongStream.empty();
      for (var run : runs) {
        all = LongStream.concat(all, Arrays.stream(run.get()));
      }
      return new Result(all.sorted().toArray(), Duration.ofNanos(System.nanoTime() - begun));
    } catch (ExecutionException e) {
      throw new IllegalStateException("under load", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private long[] until(long end) throws IOException {
    var requests = new SignedRequest(secret, body);
    var took = new long[1024];
    int count = 0;
    try (var connection = new Connection(server)) {
      long now = System.nanoTime();
      do {
        connection.ask(requests.next());
        long then = System.nanoTime();
        if (count == took.length) {
          took = Arrays.copyOf(took, 2 * count);
        }
        took[count++] = then - now;
        now = then;
      } while (now < end);
    }
    return Arrays.copyOf(took, count);
  }

  /** One answer, to see that there is one. */
  byte[] once() {
    try (var connection = new Connection(server)) {
      return connection.ask(new SignedRequest(secret, body).next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
