package pipelinelock.slack.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.EventRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.slack.standing.ChannelStanding;

class SharedChannelsTest {
  private final SlackHealth health = new SlackHealth(() -> Instant.parse("2026-11-24T11:07:00Z"));
  private final SharedChannels channels = new SharedChannels(Set.of("C1", "C2"), health);

  private final Slack sdk = Slack.getInstance(new SlackConfig());

  private static final String SHARED =
      "{\"type\":\"channel_shared\",\"connected_team_id\":\"T0OTHER\",\"channel\":\"%s\"}";
  private static final String UNSHARED =
      "{\"type\":\"channel_unshared\",\"channel\":\"%s\",\"is_ext_shared\":%s}";

  @AfterEach
  void close() throws Exception {
    sdk.close();
  }

  @Test
  void aChannelThatBecomesSharedIsATroubleUntilNobodyElseReadsIt() throws Exception {
    tells(SHARED.formatted("C2"));
    tells(SHARED.formatted("C1"));
    assertThat(health.troubles())
        .singleElement()
        .asString()
        .contains("another company reads what the bot posts in C1, C2");
    tells(UNSHARED.formatted("C2", "false"));
    tells(UNSHARED.formatted("C1", "true")); // one of two companies has left
    assertThat(health.troubles()).singleElement().asString().contains("posts in C1:");
    tells(UNSHARED.formatted("C1", "false"));
    assertThat(health.troubles()).isEmpty();
  }

  @Test
  void otherChannelsAreNothingToTheBot() throws Exception {
    tells(SHARED.formatted("C3"));
    assertThat(health.troubles()).isEmpty();
  }

  @Test
  void whatWasSharedWhileNobodyHeardItIsSeenAtTheStart() {
    channels.lookAtAll(
        id -> {
          if (id.equals("C1")) {
            throw new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "Slack did not answer");
          }
          return new ChannelStanding("incidents", true, false, true);
        });
    assertThat(health.troubles()).singleElement().asString().contains("posts in C2:");
  }

  private void tells(String event) throws Exception {
    var bolt = new App(AppConfig.builder().slack(sdk).build(), sdk, List.of());
    channels.listenTo(bolt);
    var request =
        new EventRequest(
            "{\"type\":\"event_callback\",\"event\":%s}".formatted(event),
            new RequestHeaders(Map.of()));
    assertThat(bolt.run(request).getStatusCode()).isEqualTo(200);
  }
}
