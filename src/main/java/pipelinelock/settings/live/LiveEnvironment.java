package pipelinelock.settings.live;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.SettingsException;
import pipelinelock.settings.ValueOrigin;

/**
 * The current settings of one environment. While values are missing it tries to fetch them, less
 * and less often. Once they are complete, they are read again when a remote refuses them: at the
 * first refusal, and then less and less often if that changes nothing.
 */
public final class LiveEnvironment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEnvironment.class);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private static final String AWS = "AWS's variables, files and services";

  /** For how long a new reading is reported. */
  private static final Duration NEWS = Duration.ofHours(12);

  private final List<ValueOrigin> origins;
  private final Supplier<EnvironmentSettings> again;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Set<Remote> refusing = EnumSet.noneOf(Remote.class);
  private final Thread retrying;

  private EnvironmentSettings now;
  private Consumer<EnvironmentSettings> taker = _ -> {};
  private Instant readAt;
  private Instant notBefore = Instant.MIN;
  private int inVain;
  private boolean underWay;
  private Optional<News> news = Optional.empty();

  private record News(Instant at, String text) {}

  /**
   * @param first as read at the start
   * @param origins where its fetched values come from; where there are none, nothing is read again
   * @param again reads it again; whatever cannot be read it throws as {@link SettingsException}
   */
  public LiveEnvironment(
      EnvironmentSettings first,
      List<ValueOrigin> origins,
      Supplier<EnvironmentSettings> again,
      InstantSource clock,
      Backoff backoff) {
    this.now = first;
    this.origins = Stream.concat(origins.stream(), aws(first)).toList();
    this.again = again;
    this.clock = clock;
    this.backoff = backoff;
    this.readAt = clock.instant();
    this.retrying =
        Thread.ofVirtual().name("values-" + first.name()).unstarted(this::tryUntilReady);
  }

  /** A lock in CodeCommit is read by a session of AWS, which ends like any other. */
  private static Stream<ValueOrigin> aws(EnvironmentSettings one) {
    return one
        .lock()
        .filter(it -> it.source() instanceof LockSource.CodeCommit)
        .map(_ -> new ValueOrigin("environments.%s.lock.codecommit".formatted(one.name()), AWS))
        .stream();
  }

  public EnvironmentName name() {
    return now().name();
  }

  /** The settings of this moment. */
  public synchronized EnvironmentSettings now() {
    return now;
  }

  /**
   * Begins to try where values are missing.
   *
   * @param heir is given each new settings before they are those of this moment
   */
  public void begin(Consumer<EnvironmentSettings> heir) {
    synchronized (this) {
      taker = heir;
    }
    if (!now().isReady()) {
      LOG.warn("{} is not ready: {}", name(), now().lack().orElseThrow());
      retrying.start();
    }
  }

  /** What keeps this environment from being worked on; empty where nothing does. */
  public synchronized Optional<String> lack() {
    return now.lack();
  }

  /** What people should know of its values, a sentence each. */
  public synchronized List<String> notes() {
    if (!now.isReady()) {
      return retrying.isAlive() && notBefore.isAfter(clock.instant())
          ? List.of(
              "The bot tries to get its values again at %s.".formatted(CLOCK.format(notBefore)))
          : List.of();
    }
    return news.stream()
        .filter(it -> it.at().plus(NEWS).isAfter(clock.instant()))
        .map(News::text)
        .toList();
  }

  private void tryUntilReady() {
    try {
      while (!now().isReady()) {
        Duration pause;
        synchronized (this) {
          inVain++;
          pause = backoff.after(inVain);
          notBefore = clock.instant().plus(pause);
        }
        Thread.sleep(pause);
        tryNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the bot ends
    }
  }

  private void tryNow() {
    String before = now().lack().orElseThrow();
    var read = read();
    if (read.isEmpty()) {
      return;
    }
    var fresh = read.get();
    if (!fresh.isReady()) {
      synchronized (this) {
        now = fresh;
      }
      if (!fresh.lack().orElseThrow().equals(before)) {
        LOG.warn("{} is not ready: {}", name(), fresh.lack().orElseThrow());
      }
    } else if (Targets.areEqual(now(), fresh)) {
      take(fresh, "It has had its values since %s.".formatted(CLOCK.format(clock.instant())));
      LOG.info("{} is ready: it has its values", name());
    }
  }

  private Optional<EnvironmentSettings> read() {
    try {
      return Optional.of(again.get());
    } catch (SettingsException e) {
      LOG.warn("{}: its values could not be read again: {}", name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** New settings count from here on; who acts by the ones before is not disturbed. */
  private void take(EnvironmentSettings fresh, String note) {
    taker().accept(fresh);
    synchronized (this) {
      now = fresh;
      readAt = clock.instant();
      inVain = 0;
      notBefore = Instant.MIN;
      refusing.clear();
      news = Optional.of(new News(clock.instant(), note));
    }
  }

  /** A remote took what it was shown: a refusal later is another matter. */
  public synchronized void accepted(Remote remote) {
    if (refusing.remove(remote) && refusing.isEmpty()) {
      inVain = 0;
      notBefore = Instant.MIN;
    }
  }

  /**
   * A remote refused what it was shown, or showed what is not trusted. Returns at once.
   *
   * @param used the settings that its client was made of: a refusal of older ones says nothing
   */
  public void refused(Remote remote, EnvironmentSettings used) {
    var from = remote.of(origins);
    synchronized (this) {
      boolean rests = underWay || clock.instant().isBefore(notBefore);
      if (from.isEmpty() || !used.equals(now) || !now.isReady() || rests) {
        return;
      }
      refusing.add(remote);
      underWay = true;
    }
    Thread.ofVirtual().name("values-" + name()).start(() -> readAgain(from));
  }

  private void readAgain(List<ValueOrigin> from) {
    try {
      var before = now();
      var read = read();
      String since;
      synchronized (this) {
        since = CLOCK.format(readAt);
      }
      String what =
          "A remote rejects the credentials, or the bot does not trust it. %s came from %s at %s; read again at %s, "
              .formatted(keys(from), places(from), since, CLOCK.format(clock.instant()));
      if (read.isEmpty() || !read.get().isReady()) {
        inVain(
            what
                + "and cannot be fetched now"
                + read.flatMap(EnvironmentSettings::lack).map(it -> ": " + it).orElse(""));
      } else if (read.get().equals(before) && from.stream().anyMatch(it -> it.from().equals(AWS))) {
        taker().accept(before);
        inVain(what + "and a new session was started");
      } else if (read.get().equals(before)) {
        inVain(
            what
                + "and it is the same: look for the cause at the remote, or store the new value there");
      } else if (!Targets.areEqual(before, read.get())) {
        inVain(what + "and it now points to something else: restart the bot to use that");
      } else {
        LOG.info("{}: {}and it is a new value, which the bot uses from now on", name(), what);
        take(read.get(), what + "and it is a new value, which the bot has used since then.");
      }
    } finally {
      synchronized (this) {
        underWay = false;
      }
    }
  }

  private synchronized Consumer<EnvironmentSettings> taker() {
    return taker;
  }

  private synchronized void inVain(String note) {
    inVain++;
    notBefore = clock.instant().plus(backoff.after(inVain));
    news = Optional.of(new News(clock.instant(), note + "."));
    if (inVain == 1) {
      LOG.warn("{}: {}", name(), note);
    } else {
      LOG.debug("{}: {}", name(), note);
    }
  }

  private static String keys(List<ValueOrigin> from) {
    return from.stream().map(it -> it.key().split("\\.", 3)[2]).distinct().collect(joining(", "));
  }

  private static String places(List<ValueOrigin> from) {
    return from.stream().map(ValueOrigin::from).distinct().collect(joining(", "));
  }

  @Override
  public void close() {
    retrying.interrupt();
  }
}
