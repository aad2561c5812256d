package pipelinelock.slack.home;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Home;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.watch.Mute;

/**
 * The app's Home tab. Opening it causes a look; afterwards it is updated as things change, for
 * people who opened it recently, without asking Slack anything.
 */
public final class HomeTab implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HomeTab.class);

  /** Who opened it longer ago is not looking any more. */
  private static final Duration RECENT = Duration.ofMinutes(30);

  /** Until a page is sent again that Slack, being ill, may not have taken. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** How many are kept up to date: Slack takes about a hundred pages a minute. */
  private static final int MOST = 20;

  private final Directory directory;
  private final Incidents incidents;
  private final RecentLooks looks;
  private final People people;
  private final Pages pages;
  private final InstantSource clock;
  private final Duration gap;
  private final Beside beside;
  private final Map<String, Instant> opened = new ConcurrentHashMap<>();
  private final Map<String, Home> shown = new ConcurrentHashMap<>();
  private final Semaphore changed = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Puts a page before a person. */
  public interface Pages {
    /** What came of it. */
    Sent<?> publish(String user, Home home);
  }

  /**
   * What it shows beside looks and incidents.
   *
   * @param mutes of the watcher in each environment
   * @param troubles what is wrong between Slack and the bot, a sentence each
   * @param newcomers who reads the first words
   */
  public record Beside(
      Function<EnvironmentName, Optional<Mute>> mutes,
      Supplier<List<String>> troubles,
      Newcomers newcomers,
      FirstWords firstWords) {}

  /**
   * @param gap the least time between two rounds of following
   */
  public HomeTab(
      Directory directory,
      Incidents incidents,
      RecentLooks looks,
      People people,
      Pages pages,
      InstantSource clock,
      Duration gap,
      Beside beside) {
    this.beside = beside;
    this.directory = directory;
    this.incidents = incidents;
    this.looks = looks;
    this.people = people;
    this.pages = pages;
    this.clock = clock;
    this.gap = gap;
    incidents.onChange(_ -> changed.release());
    looks.onLook(changed::release);
    Thread.ofVirtual().name("home-tabs").start(this::follow);
  }

  /** Something else that it shows has changed. */
  public void changed() {
    changed.release();
  }

  /** Somebody opened the tab: what is known at once, then what is there now. */
  public void open(String user) {
    if (!Readers.mayRead(people.find(user))) {
      pages.publish(user, HomePage.forMembersOnly());
      return;
    }
    opened.put(user, clock.instant());
    shown.remove(user);
    show(user, pageOf(user, page()));
    lookAtAll();
    if (show(user, pageOf(user, page())).isPresent()) {
      changed.release();
    }
  }

  private void lookAtAll() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var name : directory.channels().keySet()) {
        threads.execute(() -> look(name));
      }
    }
  }

  private void look(EnvironmentName name) {
    try {
      var sight = looks.begin(name);
      sight.first();
      sight.whole();
    } catch (RemoteFailure e) {
      LOG.warn("{} could not be looked at: {}", name, e.getMessage());
    }
  }

  private Home page() {
    return HomePage.of(
        directory.channels().entrySet().stream()
            .map(it -> row(it.getKey(), it.getValue()))
            .toList(),
        incidents.openForReview(),
        beside.troubles().get());
  }

  /** With what somebody reads first who has never used the bot. */
  private Home pageOf(String user, Home page) {
    return beside.newcomers().isNew(user) ? page.after(beside.firstWords().blocks()) : page;
  }

  private HomePage.Row row(EnvironmentName name, String channel) {
    var open = incidents.shownIn(name);
    return new HomePage.Row(
        name,
        looks.newest(name),
        open,
        open.incident().map(it -> looks.ongoing(it, clock.instant())),
        open.incident().map(directory::thread).orElseGet(() -> ThreadRef.in(channel)),
        beside.mutes().apply(name),
        directory.where(name).mayBeBlind());
  }

  /**
   * Sends Slack only what it does not show already.
   *
   * @return when to send it again; empty where that is not needed, or would not help
   */
  private Optional<Duration> show(String user, Home page) {
    if (page.equals(shown.get(user))) {
      return Optional.empty();
    }
    return switch (pages.publish(user, page)) {
      case Sent.Done<?> _ -> {
        shown.put(user, page);
        yield Optional.empty();
      }
      case Sent.Slower<?>(var pause) -> Optional.of(pause);
      case Sent.InDoubt<?> _ -> Optional.of(AGAIN);
      case Sent.Refused<?> _ -> Optional.empty();
    };
  }

  private void follow() {
    try {
      var again = Optional.<Duration>empty();
      while (closed.getCount() > 0) {
        awaitChange(again);
        changed.drainPermits();
        if (closed.getCount() > 0) {
          again = refresh();
        }
        closed.await(gap.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitChange(Optional<Duration> atMost) throws InterruptedException {
    if (atMost.isPresent()) {
      boolean _ = changed.tryAcquire(atMost.get().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      changed.acquire();
    }
  }

  /** When the pages that Slack did not take are sent again; empty where it took all. */
  private Optional<Duration> refresh() {
    try {
      var users = recent();
      if (users.isEmpty()) {
        return Optional.empty();
      }
      var page = page();
      return users.stream()
          .flatMap(user -> show(user, pageOf(user, page)).stream())
          .max(naturalOrder());
    } catch (RuntimeException | Error e) {
      LOG.error("Home tabs could not be brought up to date", e);
      return Optional.empty();
    }
  }

  private List<String> recent() {
    var since = clock.instant().minus(RECENT);
    opened.values().removeIf(at -> at.isBefore(since));
    shown.keySet().retainAll(opened.keySet());
    return opened.entrySet().stream()
        .sorted(comparing(Map.Entry<String, Instant>::getValue).reversed())
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void close() {
    closed.countDown();
    changed.release();
  }
}
