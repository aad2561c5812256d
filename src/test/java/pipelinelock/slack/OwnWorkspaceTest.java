package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipelinelock.sender.Served;

/** What comes over a socket and is of another app. */
class OwnWorkspaceTest {
  private static final String CLICK =
      "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"team\":{\"id\":\"T1\"},\"api_app_id\":\"A2\",\"actions\":[]}";

  private final List<String> told = new ArrayList<>();
  private boolean canBeTold = true;
  private final OwnWorkspace middleware =
      new OwnWorkspace(
          new Served("T1", "A1"),
          (payload, sentence) -> {
            told.add(sentence);
            return canBeTold;
          });

  private Response sends(String type, String payload) throws Exception {
    var request =
        new SocketModeRequestParser(AppConfig.builder().build())
            .parse(
                "{\"type\":\"%s\",\"envelope_id\":\"e\",\"payload\":%s}".formatted(type, payload))
            .getBoltRequest();
    return middleware.apply(request, Response.ok(), _ -> Response.error(418));
  }

  @Test
  void whoTypesIsToldWithBothIds() throws Exception {
    var answer =
        sends(
            "slash_commands",
            "{\"command\":\"/pipeline-lock\",\"text\":\"help\",\"user_id\":\"U1\",\"team_id\":\"T1\",\"api_app_id\":\"A2\"}");
    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getBody())
        .contains("Nothing was done", "it is of app A2, and slack.app_id is A1");
  }

  @Test
  void whoPressesIsTold() throws Exception {
    assertThat(sends("interactive", CLICK).getStatusCode()).isEqualTo(200);
    assertThat(told).singleElement().asString().contains("it is of app A2");
  }

  @Test
  void whoCannotBeToldSeesSlacksOwnError() throws Exception {
    canBeTold = false;
    assertThat(sends("interactive", CLICK).getStatusCode()).isEqualTo(403);
  }

  @Test
  void whatIsOursGoesOn() throws Exception {
    assertThat(sends("interactive", CLICK.replace("A2", "A1")).getStatusCode()).isEqualTo(418);
    assertThat(told).isEmpty();
  }
}
