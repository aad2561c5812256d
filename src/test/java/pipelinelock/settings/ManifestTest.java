package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pipelinelock.slack.form.NoteForm;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.standing.TokenStanding;

/** manifest.yml is what Slack accepts, and asks for no more than the bot needs. */
class ManifestTest {
  private final JsonNode manifest = manifest();

  private static JsonNode manifest() {
    try {
      return new YAMLMapper().readTree(Path.of("manifest.yml").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Schema schema() {
    var in =
        Objects.requireNonNull(
            ManifestTest.class.getResourceAsStream("/slack/app-manifest.schema.json"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(in);
  }

  @Test
  void slacksOwnSchemaAcceptsIt() {
    assertThat(schema().validate(manifest)).isEmpty();
  }

  @Test
  void theSchemaWouldRefuseASlip() {
    ((ObjectNode) manifest.get("settings")).put("socket_mode_enable", false);

    assertThat(schema().validate(manifest)).isNotEmpty();
  }

  @Test
  void itAsksForTheRightsThatTheBotUsesAndNoMore() {
    assertThat(manifest.at("/oauth_config/scopes/bot"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(TokenStanding.WANTED);
    assertThat(TokenStanding.WANTED)
        .containsExactly(
            "commands",
            "chat:write",
            "users:read",
            "usergroups:read",
            "channels:read",
            "channels:history",
            "groups:read",
            "groups:history",
            "reactions:read",
            "files:write",
            "pins:write");
    assertThat(manifest.at("/oauth_config/scopes/user").isMissingNode()).isTrue();
  }

  @Test
  void slackReachesTheBotByHttpAtOneAddress() {
    String address = manifest.at("/settings/interactivity/request_url").asText();

    assertThat(address).startsWith("https://").endsWith("/slack/events");
    assertThat(manifest.at("/features/slash_commands/0/url").asText()).isEqualTo(address);
    assertThat(manifest.at("/features/slash_commands/0/command").asText())
        .isEqualTo("/pipeline-lock");
    assertThat(manifest.at("/features/slash_commands/0/usage_hint").asText()).isNotBlank();
  }

  @Test
  void itsEventsAndShortcutsAreThoseThatTheBotHears() {
    String address = manifest.at("/settings/interactivity/request_url").asText();
    var events = manifest.at("/settings/event_subscriptions");
    assertThat(events.path("request_url").asText()).isEqualTo(address);
    assertThat(events.path("bot_events"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "app_home_opened",
            "app_uninstalled",
            "channel_shared",
            "channel_unshared",
            "reaction_added",
            "tokens_revoked");
    assertThat(manifest.at("/features/shortcuts"))
        .extracting(it -> it.path("type").asText() + " " + it.path("callback_id").asText())
        .containsExactly("global " + StatusForm.SHORTCUT, "message " + NoteForm.SHORTCUT);
  }

  @Test
  void theBotMayWriteToAPersonAndIsNotWrittenTo() {
    var home = manifest.at("/features/app_home");
    assertThat(home.path("messages_tab_enabled").asBoolean()).isTrue();
    assertThat(home.path("messages_tab_read_only_enabled").asBoolean()).isTrue();
  }

  @Test
  void whatIsNotUsedIsOff() {
    assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean(true)).isFalse();
    assertThat(manifest.at("/settings/org_deploy_enabled").asBoolean(true)).isFalse();
  }
}
