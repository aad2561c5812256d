package pipelinelock.rehearsal.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;

/** The arguments of a Web API call, whether sent as query, form or JSON. */
public record SlackArguments(Map<String, JsonNode> values) {

  static SlackArguments of(Call call) {
    var values = new LinkedHashMap<String, JsonNode>();
    call.query().forEach((name, value) -> values.put(name, Json.MAPPER.valueToTree(value)));
    if (call.header("Content-Type").contains("application/json")) {
      call.json()
          .orElseThrow(() -> new SlackRefusal("invalid_json"))
          .properties()
          .forEach(field -> values.put(field.getKey(), field.getValue()));
    } else {
      call.form().forEach((name, value) -> values.put(name, Json.MAPPER.valueToTree(value)));
    }
    return new SlackArguments(values);
  }

  /** Empty when it is absent. */
  public String text(String name) {
    return Optional.ofNullable(values.get(name)).map(node -> node.asText("")).orElse("");
  }

  public Optional<String> given(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  /** An argument that is JSON: as such in a JSON body, as text in a form. */
  public Optional<JsonNode> json(String name, String codeWhenBroken) {
    return Optional.ofNullable(values.get(name))
        .filter(node -> !node.isNull() && !(node.isTextual() && node.asText().isEmpty()))
        .map(node -> node.isTextual() ? parse(node.asText(), codeWhenBroken) : node);
  }

  private static JsonNode parse(String text, String codeWhenBroken) {
    return Json.read(text).orElseThrow(() -> new SlackRefusal(codeWhenBroken));
  }
}
