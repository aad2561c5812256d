package pipelinelock.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same request by HTTP and over a socket, and what the one rule says of both. */
class ServedTest {
  private final Served served = new Served("T1", "A1");

  private Optional<String> byHttp(String body) {
    return served.whyNot(Sender.of(body.getBytes(UTF_8)).orElseThrow());
  }

  private Optional<String> bySocket(String payload) {
    return served.whyNot(Sender.ofPayload(payload).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          T1 | A1 | false |
          T1 | A2 | false | it is of app A2, and slack.app_id is A1
          T2 | A1 | false | it is of workspace T2, and slack.team_id is T1
          T1 | A1 | true  | the app is installed for the whole organisation E1, and this bot serves workspace T1 alone
          """)
  void everyKindIsJudgedTheSameByBothWays(String team, String app, boolean whole, String why) {
    var expected = Optional.ofNullable(why);
    assertThat(
            byHttp(
                "command=%%2Fx&user_id=U1&enterprise_id=E1&team_id=%s&api_app_id=%s&is_enterprise_install=%s"
                    .formatted(team, app, whole)))
        .isEqualTo(expected);
    assertThat(
            bySocket(
                "{\"command\":\"/x\",\"user_id\":\"U1\",\"enterprise_id\":\"E1\",\"team_id\":\"%s\",\"api_app_id\":\"%s\",\"is_enterprise_install\":\"%s\"}"
                    .formatted(team, app, whole)))
        .isEqualTo(expected);
    String click =
        "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"enterprise\":{\"id\":\"E1\"},\"team\":{\"id\":\"%s\"},\"api_app_id\":\"%s\",\"is_enterprise_install\":%s}"
            .formatted(team, app, whole);
    assertThat(byHttp("payload=" + URLEncoder.encode(click, UTF_8))).isEqualTo(expected);
    assertThat(bySocket(click)).isEqualTo(expected);
    String event =
        "{\"type\":\"event_callback\",\"team_id\":\"T9\",\"event\":{\"type\":\"x\"},\"api_app_id\":\"%2$s\",\"authorizations\":[{\"team_id\":\"%1$s\",\"enterprise_id\":\"E1\",\"is_enterprise_install\":%3$s}]}"
            .formatted(team, app, whole);
    assertThat(byHttp(event)).isEqualTo(expected);
    assertThat(bySocket(event)).isEqualTo(expected);
  }

  @Test
  void aWorkspaceOfAnOrganisationIsServedWhereTheAppIsInstalledInItAlone() {
    assertThat(
            bySocket(
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"enterprise\":{\"id\":\"E1\"},\"team\":{\"id\":\"T1\"},\"api_app_id\":\"A1\",\"is_enterprise_install\":false}"))
        .isEmpty();
  }

  @Test
  void whatIsNoIdIsNotRepeated() {
    assertThat(bySocket("{\"user\":{\"id\":\"U1\"},\"api_app_id\":\"<!channel> https://evil\"}"))
        .contains("it is of app (none), and slack.app_id is A1");
  }
}
