package pipelinelock.wiring;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.tunnel.Tunnel;

/**
 * Keeps the connections to Directors behind a proxy open: tunnel, TLS and token are set up at the
 * start and after each rebuild, so that no look has to wait for them. Only the reader logs in; the
 * actor's token is fetched when it is needed.
 */
public final class DirectorKeepAlive implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectorKeepAlive.class);

  /** Less than a connection is kept for when it is idle. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Map<EnvironmentName, Way> ways = new ConcurrentHashMap<>();
  private final Map<EnvironmentName, Thread> threads = new HashMap<>();
  private final Set<EnvironmentName> begun = new HashSet<>();

  /** One way, and whether it was tried yet. */
  private record Way(Tunnel tunnel, Runnable greeting, CountDownLatch tried, Semaphore due) {}

  /**
   * From {@link #begin} on, keeps this way warm; in place of the environment's way before, where it
   * had another one.
   *
   * @param greeting asks the Director who it is and logs in, over the connections that looks use
   */
  synchronized void keep(EnvironmentName name, Tunnel tunnel, Runnable greeting) {
    var way = new Way(tunnel, greeting, new CountDownLatch(1), new Semaphore(0));
    ways.put(name, way);
    tunnel.whenUp(way.due()::release);
    var before = threads.remove(name);
    if (before != null) {
      before.interrupt();
    }
    if (begun.contains(name)) {
      begin(List.of(name));
    }
  }

  /** Begins with these, as far as they have a way. */
  public synchronized void begin(Collection<EnvironmentName> names) {
    begun.addAll(names);
    for (var name : names) {
      var way = ways.get(name);
      if (way != null && !threads.containsKey(name)) {
        threads.put(name, Thread.ofVirtual().name("warmth-" + name).start(() -> keep(name, way)));
      }
    }
  }

  /** Waits until the environment's way was tried once, and not longer than this. */
  public void await(EnvironmentName name, Duration limit) {
    var way = ways.get(name);
    if (way == null) {
      return;
    }
    try {
      if (!way.tried().await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("{}: the connection to the Director is not open yet", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void keep(EnvironmentName name, Way way) {
    String last = "";
    try {
      while (true) {
        String now = greet(way);
        if (!now.equals(last) && !now.isEmpty()) {
          LOG.warn("{}: the connection to the Director is not open: {}", name, now);
        }
        last = now;
        way.tried().countDown();
        way.due().tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        way.due().drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it ends
    }
  }

  /** Why it is not warm; empty where it is. */
  private static String greet(Way way) {
    try {
      way.greeting().run();
      way.due().drainPermits(); // told of the tunnel that this greeting made
      return "";
    } catch (RemoteFailure failure) {
      return String.valueOf(failure.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    threads.values().forEach(Thread::interrupt);
  }
}
