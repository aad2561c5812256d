package pipelinelock.rehearsal.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.Message;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackFile;
import pipelinelock.rehearsal.time.SteppedClock;

/** Slack's own client finds in the simulated Slack what it expects. */
class SlackSdkTest {
  private static final String INCIDENTS = SimulatedSlack.INCIDENTS;

  @AutoClose
  private final SimulatedSlack simulated =
      new SimulatedSlack(SimulatedSlack.Config.of("xoxb-1", "secret"), new SteppedClock());

  @AutoClose private final Slack slack = Slack.getInstance(config(simulated.apiUrl()));
  private final MethodsClient client = slack.methods("xoxb-1");

  @Test
  void itKnowsWhoItIsAndWhatItMay() throws Exception {
    var me = client.authTest(request -> request);
    assertThat(me.getTeamId()).isEqualTo("T0REHEARSAL");
    assertThat(me.getUserId()).isEqualTo("U0PIPELOCK");
    assertThat(me.getHttpResponseHeaders()).containsKey("x-oauth-scopes");
  }

  @Test
  void itPostsAThreadAndReadsItBackWithMetadata() throws Exception {
    var parent = client.chatPostMessage(post -> post.channel(INCIDENTS).text("INC-1"));
    var metadata =
        Message.Metadata.builder().eventType("line").eventPayload(Map.of("id", "7")).build();
    client.chatPostMessage(
        post ->
            post.channel(INCIDENTS).threadTs(parent.getTs()).text("approved").metadata(metadata));
    var replies =
        client.conversationsReplies(
            read -> read.channel(INCIDENTS).ts(parent.getTs()).includeAllMetadata(true));
    assertThat(replies.getMessages())
        .extracting(Message::getText)
        .containsExactly("INC-1", "approved");
    assertThat(replies.getMessages().getLast().getMetadata().getEventPayload())
        .containsEntry("id", "7");
    var link = client.chatGetPermalink(of -> of.channel(INCIDENTS).messageTs(parent.getTs()));
    assertThat(link.getPermalink()).contains("/archives/C0INCIDENTS/p");
  }

  @Test
  void itReadsTheNewestMessagesOfAChannelWithoutThoseInThreads() throws Exception {
    var metadata =
        Message.Metadata.builder().eventType("line").eventPayload(Map.of("id", "7")).build();
    var first =
        client.chatPostMessage(post -> post.channel(INCIDENTS).text("INC-1").metadata(metadata));
    client.chatPostMessage(
        post -> post.channel(INCIDENTS).threadTs(first.getTs()).text("approved"));
    client.chatPostMessage(post -> post.channel(INCIDENTS).text("INC-2"));
    var history =
        client.conversationsHistory(read -> read.channel(INCIDENTS).includeAllMetadata(true));
    assertThat(history.getMessages())
        .extracting(Message::getText)
        .containsExactly("INC-2", "INC-1");
    assertThat(history.getMessages().getLast().getMetadata().getEventPayload())
        .containsEntry("id", "7");
  }

  @Test
  void itReadsPeopleAndChannels() throws Exception {
    var gus = client.usersInfo(of -> of.user(Persona.GUS.id())).getUser();
    assertThat(gus.isUltraRestricted()).isTrue();
    assertThat(client.usergroupsUsersList(of -> of.usergroup("S0APPROVERS")).getUsers())
        .containsExactly(Persona.BEN.id(), Persona.CLEO.id());
    var channel = client.conversationsInfo(of -> of.channel("C0SHARED")).getChannel();
    assertThat(channel.isExtShared()).isTrue();
  }

  @Test
  void itUploadsAFileToAThread() throws Exception {
    var parent = client.chatPostMessage(post -> post.channel(INCIDENTS).text("INC-1"));
    client.filesUploadV2(
        file ->
            file.channel(INCIDENTS)
                .threadTs(parent.getTs())
                .filename("audit.txt")
                .title("Audit")
                .content("line 1\n"));
    assertThat(SlackScreen.of(simulated).files())
        .extracting(SlackFile::content)
        .containsExactly("line 1\n");
    assertThat(SlackScreen.of(simulated).files().getFirst().threadTs()).hasValue(parent.getTs());
  }

  @Test
  void itIsToldToSlowDown() {
    SlackFaults.of(simulated)
        .failNext("chat.update", new SlackFault.RateLimited(Duration.ofSeconds(30)));
    assertThatThrownBy(() -> client.chatUpdate(of -> of.channel(INCIDENTS).ts("1.2").text("x")))
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> assertThat(e.getResponse().header("Retry-After")).isEqualTo("30"));
  }

  private static SlackConfig config(String prefix) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(prefix);
    config.setProxyUrl(null);
    config.setStatsEnabled(false);
    return config;
  }
}
