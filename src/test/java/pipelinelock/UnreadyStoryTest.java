package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.web.WebServer;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;

/** One environment's value is missing or refused; the others, and the bot, go on. */
class UnreadyStoryTest {
  private static final PostingLimits QUICK =
      new PostingLimits(
          Duration.ofMillis(50),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  @TempDir private Path folder;
  @AutoClose private World world;
  private Path secret = Path.of("");

  @BeforeEach
  void aSecondEnvironmentWhoseSecretIsAFile() throws IOException {
    world = new World(folder);
    secret = folder.resolve("dev05-secret");
    String all = Files.readString(world.file());
    String dev04 = all.substring(all.indexOf("  dev04:"), all.indexOf("pace:"));
    String dev05 =
        dev04
            .replace("dev04:", "dev05:")
            .replace("deployment: concourse", "deployment: concourse5")
            .replace("${BOSH_CLIENT_SECRET}", "file:" + secret);
    world.with("pace:", dev05 + "pace:");
  }

  private void secretIs(String text) throws IOException {
    Files.writeString(secret, text);
  }

  private String right() {
    return world.around().credentials().boshSecret();
  }

  private Bot bot() {
    var loaded = new SettingsFile(world.variables()).load(world.file());
    var bot = Bot.of(loaded, new BotOptions(InstantSource.system(), Optional.empty(), QUICK));
    bot.start();
    world.around().slack().botIsAt(URI.create("http://127.0.0.1:" + bot.port() + WebServer.EVENTS));
    return bot;
  }

  private String health(Bot bot) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/healthz".formatted(bot.port())))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void anaTypesUntilTold(String command, String... words) {
    await()
        .atMost(Patience.LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              world.around().slack().command("U0ANA", SimulatedSlack.INCIDENTS, command);
              assertThat(SlackScreen.of(world.around().slack()).ephemerals("U0ANA"))
                  .extracting(SlackMessage::words)
                  .anySatisfy(it -> assertThat(it).contains(words));
            });
  }

  @Test
  void theTerminalShowsWhatIsMissingAndTheOtherEnvironmentAsUsual() {
    assertThat(world.run("status", "dev04", "--wait").out()).startsWith("dev04  HUNG CLAIM: ");

    var unready = world.run("status", "dev05");

    assertThat(unready.exitCode()).isEqualTo(4);
    assertThat(unready.out())
        .startsWith("dev05  NOT READY: its value bosh.client_secret is missing: there is no file")
        .contains(secret.toString(), "create it, or correct the path")
        .doesNotContain("UNKNOWN");
    assertThat(unready.out() + unready.err()).doesNotContain("Exception", "\tat ");
    assertThat(world.around().director().requests())
        .as("what stands in place of the secret is shown to nobody")
        .noneMatch(it -> it.toString().contains("concourse5"));
  }

  @Test
  void checkConfigReportsItInARowAndChecksTheOther() {
    var both = world.run("check-config");

    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.out().replaceAll("\\s+", " "))
        .containsPattern("dev05 values FAIL bosh.client_secret: there is no file " + secret)
        .containsPattern("bosh reach - not tried: needs values")
        .as("the rest of it is tried")
        .containsPattern("dev05 values .* lock repository ok .* concourse pipeline ok")
        .containsPattern("dev04 bosh reach ok");
    assertThat(world.run("check-config", "--env", "dev04").out())
        .doesNotContain("dev05", secret.toString());
  }

  @Test
  void theBotStartsSaysSoAndBecomesReadyWhenTheValueIsThere() throws IOException {
    try (var bot = bot()) {
      assertThat(health(bot)).isEqualTo("ok\nnot ready: dev05\n");
      anaTypesUntilTold(
          "status dev05", "NOT READY", "value bosh.client_secret is missing: there is no file");
      anaTypesUntilTold("status dev04", "HUNG CLAIM");
      anaTypesUntilTold(
          "recreate dev05 it hangs since 11:07", "nothing was asked for. NOT READY: its value");
      assertThat(SlackScreen.of(world.around().slack()).messages(SimulatedSlack.INCIDENTS))
          .as("nothing was asked for")
          .isEmpty();

      world.around().slack().opensHome("U0ANA");
      await()
          .untilAsserted(
              () ->
                  assertThat(world.around().slack().homeOf("U0ANA"))
                      .get()
                      .satisfies(it -> assertThat(it.json().toString()).contains("NOT READY")));

      secretIs(right());

      await().untilAsserted(() -> assertThat(health(bot)).isEqualTo("ok\n"));
      anaTypesUntilTold("status dev05", "It has had its values since");
    }
  }

  @Test
  void aRotatedSecretIsReadAgainAfterARefusal() throws IOException {
    secretIs("the one before");
    try (var bot = bot()) {
      anaTypesUntilTold(
          "status dev05", "bosh.client_secret came from file:" + secret, "it is the same");
      assertThat(health(bot)).as("it has its values").isEqualTo("ok\n");

      secretIs(right());

      anaTypesUntilTold("status dev05", "a new value, which the bot has used since then");
    }
  }
}
