package pipelinelock.slack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptionTest {
  private final Slack sdk = Slack.getInstance(quiet());
  private final App bolt = new App(AppConfig.builder().slack(sdk).build(), sdk, List.of());
  private final List<Long> lost = new ArrayList<>();
  private final Reception reception = new Reception(bolt, lost::add);
  private final List<String> said = new ArrayList<>();

  ReceptionTest() {
    bolt.command(
        "/pipeline-lock",
        (request, context) ->
            switch (request.getPayload().getText()) {
              case "broken" -> throw new IllegalStateException("no record");
              case "refused" -> Response.error(503);
              case "silent" -> context.ack();
              default -> context.ack("seen");
            });
  }

  private static SlackConfig quiet() {
    var config = new SlackConfig();
    config.setStatsEnabled(false);
    return config;
  }

  private void takes(String type, String payload) {
    reception.take(
        new SocketWord.Envelope("e-1", type),
        "{\"envelope_id\":\"e-1\",\"type\":\"%s\",\"payload\":%s}".formatted(type, payload),
        said::add);
  }

  private void types(String text) {
    takes("slash_commands", "{\"command\":\"/pipeline-lock\",\"text\":\"%s\"}".formatted(text));
  }

  @Test
  void anAnswerGoesWithTheAcknowledgement() {
    types("status");
    assertThat(said).hasSize(1);
    assertThat(said.getFirst()).contains("\"envelope_id\":\"e-1\"", "\"payload\"", "seen");
  }

  @Test
  void withoutOneTheEnvelopeAloneIsAcknowledged() {
    types("silent");
    assertThat(said).containsExactly("{\"envelope_id\":\"e-1\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken", "refused"})
  void whatWasNotTakenIsNotAcknowledged(String text) {
    types(text);
    assertThat(said).isEmpty();
  }

  @Test
  void aKindThatIsNewIsAcknowledgedAndLeftAlone() {
    takes("news", "{}");
    assertThat(said).containsExactly("{\"envelope_id\":\"e-1\"}");
  }

  @Test
  void thatSlackDropsEventsIsHeardAndAcknowledged() {
    takes(
        "events_api",
        "{\"type\":\"app_rate_limited\",\"team_id\":\"T1\",\"minute_rate_limited\":1518467820}");
    assertThat(lost).containsExactly(1_518_467_820L);
    assertThat(said).containsExactly("{\"envelope_id\":\"e-1\"}");
  }

  @Test
  void whatIsNoPayloadIsNotAcknowledgedAndBreaksNothing() {
    takes("interactive", "7");
    assertThat(said).isEmpty();
    types("status");
    assertThat(said).hasSize(1);
  }
}
