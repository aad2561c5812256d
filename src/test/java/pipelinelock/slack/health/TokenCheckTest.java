package pipelinelock.slack.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.EventRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.slack.channel.WebApi;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.standing.BotStanding;

/** The check of the token at the start, against the simulated Slack. */
class TokenCheckTest {
  private static final String TOKEN = "xoxb-checked";
  private static final String AUTH_TEST = "auth.test";

  private final SimulatedSlack slack =
      new SimulatedSlack(SimulatedSlack.Config.of(TOKEN, "secret"), InstantSource.system());
  private final Slack sdk = sdk(slack);
  private final SlackHealth health = new SlackHealth(InstantSource.system());
  private Optional<TokenCheck> check = Optional.empty();

  private static Slack sdk(SimulatedSlack slack) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.apiUrl());
    config.setProxyUrl(null);
    config.setStatsEnabled(false);
    return Slack.getInstance(config);
  }

  private TokenCheck check(String team) {
    var api = new WebApi(sdk.methods(TOKEN), System::nanoTime);
    api.watchedBy(health);
    var standing =
        new BotStanding(
            api,
            new pipelinelock.slack.SlackConfig(
                TOKEN,
                List.of("secret"),
                team,
                "A0PIPELOCK",
                slack.apiUrl(),
                Banner.NONE,
                Optional.empty()));
    var it = new TokenCheck(standing::answer, health, Duration.ofMillis(10));
    check = Optional.of(it);
    return it;
  }

  @AfterEach
  void close() throws Exception {
    check.ifPresent(TokenCheck::close);
    slack.close();
    sdk.close();
  }

  static Stream<SlackFault> illnesses() {
    return Stream.of(
        new SlackFault.Refused("internal_error"),
        new SlackFault.Refused("team_access_not_granted"),
        new SlackFault.Page("<html>maintenance</html>"),
        new SlackFault.Bare(),
        new SlackFault.Status(403),
        new SlackFault.Status(503),
        new SlackFault.RateLimited(Duration.ofSeconds(1)),
        new SlackFault.Cut());
  }

  @ParameterizedTest
  @MethodSource("illnesses")
  void anIllSlackIsToldAndAskedAgain(SlackFault illness) {
    var faults = SlackFaults.of(slack);
    faults.weather(() -> Optional.of(illness));
    check(SimulatedSlack.TEAM).start();
    assertThat(health.troubles())
        .singleElement()
        .asString()
        .contains("has not confirmed the bot token yet", "asks again");
    faults.weather(Optional::empty);
    await().atMost(Duration.ofSeconds(30)).until(() -> health.troubles().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_auth", "account_inactive", "token_revoked"})
  void aBadTokenEndsTheStartAndIsToldByItsKey(String error) {
    SlackFaults.of(slack).failNext(AUTH_TEST, new SlackFault.Refused(error));
    assertThatThrownBy(() -> check(SimulatedSlack.TEAM).start())
        .isInstanceOf(MisconfiguredSlack.class)
        .hasMessageContainingAll(
            "slack.bot_token: Slack refused the bot token: " + error, "install the app again");
  }

  @Test
  void aTokenOfAnotherWorkspaceEndsTheStart() {
    assertThatThrownBy(() -> check("T0OTHER").start())
        .isInstanceOf(MisconfiguredSlack.class)
        .hasMessageContainingAll("slack.team_id", "T0OTHER", SimulatedSlack.TEAM);
  }

  @Test
  void aTokenThatProvesToBeBadWhileTheBotWorksIsAnAlarm() {
    var faults = SlackFaults.of(slack);
    faults.failNext(AUTH_TEST, new SlackFault.Status(503));
    faults.failNext(AUTH_TEST, new SlackFault.Refused("account_inactive"));
    check(SimulatedSlack.TEAM).start();
    await()
        .until(
            () -> health.troubles().toString(),
            it -> it.contains("slack.bot_token: Slack refused"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"app_uninstalled\"}",
        "{\"type\":\"tokens_revoked\",\"tokens\":{\"oauth\":[],\"bot\":[\"U0PIPELOCK\"]}}"
      })
  void whatSlackTellsOfItsEndIsAnAlarm(String event) throws Exception {
    assertThat(tells(event)).isEqualTo(200);
    assertThat(health.troubles()).singleElement().asString().contains("set slack.bot_token");
  }

  @Test
  void theTokenOfAPersonIsNoneOfTheBots() throws Exception {
    assertThat(tells("{\"type\":\"tokens_revoked\",\"tokens\":{\"oauth\":[\"U0ANA\"]}}"))
        .isEqualTo(200);
    assertThat(health.troubles()).isEmpty();
  }

  private int tells(String event) throws Exception {
    var bolt = new App(AppConfig.builder().slack(sdk).build(), sdk, List.of());
    new AppNotices(health).listenTo(bolt);
    return bolt.run(
            new EventRequest(
                "{\"type\":\"event_callback\",\"event\":%s}".formatted(event),
                new RequestHeaders(Map.of())))
        .getStatusCode();
  }
}
