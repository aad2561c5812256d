package pipelinelock.rehearsal.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.workspace.BlockRules;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** The {@code response_url} of a command or a click: good for five answers within half an hour. */
final class ResponseUrls {
  private static final int USES = 5;
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final SlackWorkspace workspace;
  private final InstantSource clock;
  private final Map<String, Hook> hooks = new ConcurrentHashMap<>();

  private record Hook(Origin origin, Instant expires, int used) {}

  /** Who caused it, where, and by a click on which message. */
  record Origin(String user, String channel, Optional<SlackMessage> clicked) {
    SlackWorkspace.Target target(boolean forAll) {
      var thread = clicked.flatMap(SlackMessage::threadTs);
      return new SlackWorkspace.Target(
          channel, thread, forAll ? Optional.empty() : Optional.of(user));
    }
  }

  ResponseUrls(SlackWorkspace workspace, InstantSource clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /** The path of a new one. */
  String open(Origin origin) {
    var id = UUID.randomUUID().toString().replace("-", "");
    hooks.put(id, new Hook(origin, clock.instant().plus(LIFE), 0));
    return "/_hooks/response/" + id;
  }

  Answer use(String id, Call call) {
    var hook = hooks.computeIfPresent(id, (_, it) -> new Hook(it.origin, it.expires, it.used + 1));
    if (hook == null) {
      return Answer.text(404, "no_service");
    }
    if (clock.instant().isAfter(hook.expires)) {
      return Answer.text(404, "expired_url");
    }
    if (hook.used > USES) {
      return Answer.text(404, "used_url");
    }
    return call.json()
        .map(body -> say(hook.origin, body))
        .orElseGet(() -> Answer.text(400, "invalid_payload"));
  }

  /** What an app's answer, here or in the acknowledgement of a command, makes visible. */
  Answer say(Origin origin, JsonNode body) {
    var clicked = origin.clicked.flatMap(message -> workspace.find(message.ts()));
    if (clicked.isPresent() && body.path("delete_original").asBoolean()) {
      workspace.remove(clicked.get().ts());
      return Answer.text(200, "ok");
    }
    try {
      var content = content(body);
      if (clicked.isPresent() && body.path("replace_original").asBoolean()) {
        workspace.edit(clicked.get().ts(), content);
      } else {
        workspace.post(
            origin.target(body.path("response_type").asText().equals("in_channel")), content);
      }
      return Answer.text(200, "ok");
    } catch (SlackRefusal refusal) {
      return Answer.text(400, refusal.code());
    }
  }

  private static SlackMessage.Content content(JsonNode body) {
    var blocks =
        body.path("blocks").isArray()
            ? (ArrayNode) body.path("blocks")
            : Json.MAPPER.createArrayNode();
    var text = body.path("text").asText("");
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new SlackRefusal("no_text");
    }
    BlockRules.checkMessage(blocks);
    return new SlackMessage.Content(text, blocks, Optional.empty());
  }
}
