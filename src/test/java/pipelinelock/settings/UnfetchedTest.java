package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.read.SecretSource;

/** One bad value stops one environment, and not the bot. */
class UnfetchedTest {
  private static final String DEV05 =
      Example.SHORT
          .substring(Example.SHORT.indexOf("  dev04:"))
          .replace("dev04", "dev05")
          .replace("bosh.example.com", "bosh5.example.com")
          .replace("${DEV04_CONCOURSE_PASSWORD}", "s3://dev05/concourse")
          .replace("${DEV04_BOSH_CLIENT_SECRET}", "s3://dev05/secret");
  private static final String BOTH = Example.SHORT + DEV05;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void theFile() {
    file = folder.resolve("pipeline-lock.yml");
  }

  /** A source that gives what the test says, and notes what it is asked for. */
  private record Played(Set<String> asked, Bucket bucket) implements SecretSource {
    interface Bucket {
      String get(String name) throws Unreadable;
    }

    @Override
    public String scheme() {
      return "s3";
    }

    @Override
    public String read(String name) throws Unreadable {
      asked.add(name);
      return bucket.get(name);
    }
  }

  private SettingsFile file(String text, Played.Bucket bucket) throws IOException {
    return file(text, Duration.ofSeconds(20), bucket);
  }

  private SettingsFile file(String text, Duration limit, Played.Bucket bucket) throws IOException {
    Files.writeString(file, text);
    return new SettingsFile(
        Example.VARIABLES,
        () -> SecretSource.standardAnd(List.of(new Played(asked, bucket))),
        limit);
  }

  private static String missing(String name) throws SecretSource.Unreadable {
    if (name.endsWith("secret")) {
      throw new SecretSource.Unreadable("s3:" + name + " does not exist", "check its name");
    }
    return "pa55";
  }

  private static EnvironmentSettings dev05(Settings settings) {
    return settings.environment(new EnvironmentName("dev05"));
  }

  @Test
  void anEnvironmentWhoseValueIsMissingIsUnreadyAndTheOthersAreWhole() throws IOException {
    var settings = file(BOTH, UnfetchedTest::missing).read(file);

    assertThat(settings.environments())
        .extracting(EnvironmentSettings::isReady)
        .containsExactly(true, false);
    assertThat(dev05(settings).lack())
        .contains(
            "its value bosh.client_secret is missing: s3://dev05/secret does not exist; check its name");
    assertThat(dev05(settings).environment().deployment().name())
        .as("what is written in the file is known")
        .isEqualTo("concourse");
    var access = (Access.Client) dev05(settings).bosh().access();
    assertThatIllegalStateException().isThrownBy(access.secret()::reveal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bosh", "concourse"})
  void whatIsFetchedAndIsNoCertificateMakesUnreadyToo(String section) throws IOException {
    String text =
        Example.SHORT
            .replace(
                "          %s:\n".formatted(section),
                "          %s:\n            ca: s3://dev04/ca.crt\n".formatted(section))
            .replace(
                "    %s:\n".formatted(section),
                "    %s:\n      ca: s3://dev04/ca.crt\n".formatted(section));
    var settings = file(text, _ -> "no certificate").read(file);

    assertThat(settings.environments().getFirst().lack().orElseThrow())
        .startsWith(
            "its value %s.ca is missing: is not a certificate in PEM form (it came from s3://dev04/ca.crt)"
                .formatted(section))
        .doesNotContain("no certificate");
  }

  @Test
  void aMistakeInTheFileStillStopsEverything() throws IOException {
    var reader = file(BOTH.replace("tier: dev", "tier: production"), UnfetchedTest::missing);

    var refusal = catchThrowableOfType(SettingsException.class, () -> reader.read(file));
    assertThat(refusal.problems())
        .extracting(Problem::key)
        .containsExactly(
            "environments.dev04.tier",
            "environments.dev05.tier",
            "environments.dev05.bosh.client_secret");
  }

  @Test
  void withoutTheBotsOwnSecretsItDoesNotBegin() throws IOException {
    var reader =
        file(BOTH.replace("${SLACK_BOT_TOKEN}", "s3://bot/secret"), UnfetchedTest::missing);

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> reader.read(file))
        .withMessageContaining("slack.bot_token: s3://bot/secret does not exist");
  }

  @Test
  void whoLooksAtOneEnvironmentFetchesNothingOfTheOthers() throws IOException {
    var reader = file(BOTH.replace("    bosh:", "    bosh: # dev05"), UnfetchedTest::missing);

    assertThat(reader.environment(file, "dev04").orElseThrow().isReady()).isTrue();
    assertThat(reader.load(file, "dev04").settings().environments().getFirst().isReady()).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void whoLooksAtOneEnvironmentIsNotToldWhatIsWrongWithTheOthers() throws IOException {
    var reader =
        file(Example.SHORT + DEV05.replace("tier: dev", "tier: d3v"), UnfetchedTest::missing);

    assertThat(reader.environment(file, "dev04")).isPresent();
    assertThat(reader.environment(file, "dev07")).isEmpty();
    assertThat(reader.names(file)).containsExactly("dev04", "dev05");
  }

  @Test
  void allValuesAreFetchedSideBySide() throws IOException {
    var together = new CountDownLatch(2);

    var settings =
        file(
                BOTH,
                _ -> {
                  together.countDown();
                  return await(together) ? "pa55" : "";
                })
            .read(file);

    assertThat(dev05(settings).isReady()).as("each waits for the other").isTrue();
  }

  @Test
  void aValueThatHangsCostsItsLimitAndItsEnvironment() throws IOException {
    var never = new CountDownLatch(1);

    var settings =
        file(
                BOTH,
                Duration.ofMillis(200),
                name -> name.endsWith("secret") && await(never) ? "" : "pa55")
            .read(file);

    assertThat(dev05(settings).lack().orElseThrow())
        .contains("s3://dev05/secret did not arrive within 0.2 s, credentials and roles included");
    assertThat(settings.environments().getFirst().isReady()).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aSourceThatBreaksIsNotQuoted() throws IOException {
    var settings =
        file(
                BOTH,
                _ -> {
                  throw new IllegalStateException("pa55");
                })
            .read(file);

    assertThat(dev05(settings).lack().orElseThrow()).contains("failed").doesNotContain("pa55");
  }

  @Test
  void oneEnvironmentIsReadAgainFromTheSameText() throws IOException {
    var bucket = new ConcurrentHashMap<>(Map.of("//dev05/concourse", "pa55"));
    var loaded =
        file(
                BOTH,
                name -> {
                  String text = bucket.get(name);
                  return text == null ? missing(name) : text;
                })
            .load(file);
    Files.writeString(file, "half a file");
    bucket.put("//dev05/secret", "s3cret");

    var again = loaded.again().apply(new EnvironmentName("dev05"));

    assertThat(again.isReady()).isTrue();
    assertThat(again.bosh().access()).isEqualTo(new Access.Client("bot", new Secret("s3cret")));
    assertThat(loaded.origins().apply(new EnvironmentName("dev05")))
        .extracting(ValueOrigin::from)
        .containsExactly("s3://dev05/concourse", "s3://dev05/secret");
  }

  @Test
  void offlineTheExampleOfAwsIsWellFormedAndNothingIsFetched() throws IOException {
    Files.writeString(file, Example.withAws());

    var read = new SettingsFile(Map.of()).offline(file);

    assertThat(read.notFetched()).isEqualTo(5);
    assertThat(read.settings().environments()).hasSize(1);
  }

  @Test
  void offlineAFileThatIsNotThereIsTold() throws IOException {
    Files.writeString(
        file, Example.SHORT.replace("${DEV04_BOSH_CLIENT_SECRET}", "file:/no/such/secret"));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new SettingsFile(Example.VARIABLES).offline(file))
        .withMessageContaining("there is no file /no/such/secret");
  }

  @Test
  void whoseDirectorItIsMayBeMissingAndMakesNoTwoTheSame() throws IOException {
    var settings =
        file(
                BOTH.replace(
                    "      client: bot\n",
                    "      client: bot\n      director_uuid: s3://state/{env}#director_id\n"),
                _ -> {
                  throw new SecretSource.Unreadable("it is away", "wait");
                })
            .read(file);

    assertThat(settings.environments())
        .hasSize(2)
        .allSatisfy(
            it ->
                assertThat(it.unfetched())
                    .extracting(Problem::key)
                    .contains("environments.%s.bosh.director_uuid".formatted(it.name())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy: s3://dev05/proxy\n      proxy_private_key: s3://dev05/key\n      proxy_known_hosts: s3://dev05/hosts",
        "client_certificate: s3://dev05/cert\n      client_key: s3://dev05/key",
        "actor: {client: s3://dev05/name, client_secret: s3://dev05/word}",
      })
  void everyKindOfProofMayBeMissing(String keys) throws IOException {
    UnaryOperator<String> with =
        it ->
            it.replace(
                "    deployment: concourse", "    " + keys + "\n      deployment: concourse");
    var settings =
        file(
                Example.SHORT + with.apply(DEV05),
                _ -> {
                  throw new SecretSource.Unreadable("it is away", "wait");
                })
            .read(file);

    assertThat(dev05(settings).unfetched()).hasSizeGreaterThan(3);
  }
}
