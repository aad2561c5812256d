package pipelinelock.settings.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.Secret;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.read.SecretSource;

class LiveEnvironmentTest {
  private static final EnvironmentName DEV04 = new EnvironmentName("dev04");
  private static final Duration FIRST = Duration.ofMillis(10);
  private static final String TEXT =
      """
      record: {file: /var/lib/record.db}
      slack: {bot_token: xoxb-1, signing_secrets: [8f742231b10e8888], team_id: T0123, app_id: A0123}
      approvals: {approvers: {users: [U1, U2]}}
      environments:
        dev04:
          tier: dev
          channel: C0INCIDENTS
          lock: {pool: pool, git: {uri: https://git.example.com/pool.git}}
          concourse: {url: https://deployer.example.com, username: bot, password: p, pipeline: cf}
          bosh:
            url: s3://state/director
            client: bot
            client_secret: s3://state/secret
            deployment: concourse
            worker_groups: []
            web_groups: [concourse]
      """;

  private final Map<String, String> bucket = new ConcurrentHashMap<>();
  private final AtomicInteger readings = new AtomicInteger();
  private final List<EnvironmentSettings> taken = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-31T09:02:00Z"));
  private final InstantSource clock = now::get;

  @TempDir private Path folder;

  private final AtomicReference<LiveEnvironment> live = new AtomicReference<>();

  @BeforeEach
  void allIsThere() {
    bucket.put("//state/director", "https://bosh.example.com");
    bucket.put("//state/secret", "old");
  }

  /** A bucket, as the test fills it. */
  private final class Bucket implements SecretSource {
    @Override
    public String scheme() {
      return "s3";
    }

    @Override
    public String read(String name) throws Unreadable {
      String text = bucket.get(name);
      if (text == null) {
        throw new Unreadable("s3:" + name + " does not exist", "check its name");
      }
      return text;
    }
  }

  private LiveEnvironment environment(String text, Backoff backoff) {
    try {
      var file = Files.writeString(folder.resolve("it.yml"), text);
      var loaded =
          new SettingsFile(Map.of(), () -> List.of(new Bucket()), Duration.ofSeconds(20))
              .load(file);
      return new LiveEnvironment(
          loaded.settings().environment(DEV04),
          loaded.origins().apply(DEV04),
          () -> {
            readings.incrementAndGet();
            return loaded.again().apply(DEV04);
          },
          clock,
          backoff);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void begin(Backoff backoff) {
    begin(TEXT, backoff);
  }

  private void begin(String text, Backoff backoff) {
    var values = environment(text, backoff);
    live.set(values);
    values.begin(taken::add);
  }

  private LiveEnvironment values() {
    return requireNonNull(live.get());
  }

  @AfterEach
  void end() {
    Optional.ofNullable(live.get()).ifPresent(LiveEnvironment::close);
  }

  private void refuse() {
    values().refused(Remote.DIRECTOR, values().now());
  }

  private static Secret secret(EnvironmentSettings one) {
    return ((Access.Client) one.bosh().access()).secret();
  }

  private void awaitNote(String words) {
    await().untilAsserted(() -> assertThat(values().notes()).anyMatch(it -> it.contains(words)));
  }

  @Test
  void missingValuesAreTriedUntilTheyAreThere() {
    bucket.remove("//state/secret");
    begin(new Backoff(FIRST, FIRST));
    assertThat(values().lack())
        .get()
        .asString()
        .startsWith("its value bosh.client_secret is missing: s3://state/secret");
    await().until(() -> readings.get() > 1);

    bucket.put("//state/secret", "there");

    await().until(() -> values().lack().isEmpty());
    assertThat(taken)
        .singleElement()
        .extracting(LiveEnvironmentTest::secret)
        .isEqualTo(new Secret("there"));
  }

  @Test
  void whenTheyAreTriedAgainIsTold() {
    bucket.remove("//state/secret");
    begin(Backoff.USUAL);

    awaitNote("The bot tries to get its values again at 09:02 UTC");
  }

  @Test
  void theWaitDoublesUpToItsLimit() {
    assertThat(List.of(1, 2, 3, 6, 40))
        .extracting(Backoff.USUAL::after)
        .containsExactly(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));
  }

  @Test
  void atTheFirstRefusalWhatWasRotatedIsReadAgain() {
    begin(Backoff.USUAL);
    bucket.put("//state/secret", "new");
    now.set(Instant.parse("2026-01-31T14:10:00Z"));

    refuse();

    awaitNote("it is a new value");
    assertThat(values().notes().getFirst())
        .contains(
            "bosh.url, bosh.client_secret came from s3://state/director, s3://state/secret at 09:02 UTC")
        .contains("read again at 14:10 UTC");
    assertThat(taken)
        .singleElement()
        .extracting(LiveEnvironmentTest::secret)
        .isEqualTo(new Secret("new"));
    assertThat(secret(values().now())).isEqualTo(new Secret("new"));
  }

  @Test
  void whatIsTheSameIsNotReadAgainAtEachRefusal() {
    begin(Backoff.USUAL);

    refuse();
    awaitNote("it is the same");
    refuse();
    refuse();
    assertThat(readings).hasValue(1);

    now.set(now.get().plusSeconds(11));
    await()
        .until(
            () -> {
              refuse();
              return readings.get() == 2;
            });
    now.set(now.get().plusSeconds(11));
    await().pollDelay(Duration.ofMillis(50)).until(() -> true);
    refuse();
    assertThat(readings).as("the second wait is twice as long").hasValue(2);
    assertThat(taken).isEmpty();
  }

  @Test
  void anAnswerEndsTheEpisode() {
    begin(Backoff.USUAL);
    refuse();
    awaitNote("it is the same");

    values().accepted(Remote.CONCOURSE);
    refuse();
    assertThat(readings).as("another remote's answer ends nothing").hasValue(1);

    values().accepted(Remote.DIRECTOR);
    await()
        .until(
            () -> {
              refuse();
              return readings.get() == 2;
            });
  }

  @Test
  void aRefusalOfOlderValuesSaysNothing() {
    begin(Backoff.USUAL);
    var old = values().now();
    bucket.put("//state/secret", "new");
    refuse();
    await().until(() -> !values().now().equals(old));

    values().refused(Remote.DIRECTOR, old);

    assertThat(readings).hasValue(1);
  }

  @Test
  void aRemoteWhoseValuesStandInTheFileIsNoReasonToRead() {
    begin(Backoff.USUAL);

    values().refused(Remote.CONCOURSE, values().now());

    assertThat(readings).hasValue(0);
  }

  @Test
  void aSessionOfAwsThatEndedIsFollowedByANewOne() {
    begin(
        TEXT.replace(
            "git: {uri: https://git.example.com/pool.git}", "codecommit: {repository: pool}"),
        Backoff.USUAL);
    var before = values().now();

    values().refused(Remote.LOCK, before);

    awaitNote("lock.codecommit came from AWS's variables, files and services at 09:02 UTC");
    awaitNote("and a new session was started");
    assertThat(taken).as("its clients are made anew").containsExactly(before);
  }

  @Test
  void anotherTargetIsNotTakenByARunningBot() {
    begin(Backoff.USUAL);
    bucket.put("//state/director", "https://other.example.com");

    refuse();

    awaitNote("restart the bot to use that");
    assertThat(taken).isEmpty();
    assertThat(values().now().bosh().url()).hasToString("https://bosh.example.com:25555");
  }

  @Test
  void whatCannotBeReadAgainLeavesWhatThereIs() {
    begin(Backoff.USUAL);
    bucket.remove("//state/secret");

    refuse();

    awaitNote("cannot be fetched now: its value bosh.client_secret is missing: s3://state/secret");
    assertThat(secret(values().now())).isEqualTo(new Secret("old"));
    assertThat(values().lack()).as("what runs goes on with what there is").isEmpty();
  }
}
