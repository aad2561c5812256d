package pipelinelock.rehearsal.slack.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.workspace.BlockElements;

/** What a user entered, in the format of a submission's {@code state.values}. */
public final class ViewState {
  private ViewState() {}

  /**
   * {@code given} maps action ids to texts, values of options (several separated by commas) user
   * ids, or a moment in seconds.
   */
  public static ObjectNode of(SlackView view, Map<String, String> given) {
    var values = Json.object();
    for (var element : BlockElements.in(view.blocks())) {
      if (!element.json().path("type").asText().equals("button")) {
        var value = given.getOrDefault(element.actionId(), initial(element.json()));
        values
            .withObjectProperty(element.blockId())
            .set(element.actionId(), state(element.json(), value));
      }
    }
    return values;
  }

  /** The content of a field that the user left as it was. */
  private static String initial(ObjectNode element) {
    if (element.has("initial_options")) {
      return StreamSupport.stream(element.path("initial_options").spliterator(), false)
          .map(option -> option.path("value").asText())
          .collect(Collectors.joining(","));
    }
    if (element.has("initial_date_time")) {
      return element.path("initial_date_time").asText();
    }
    return element.has("initial_option")
        ? element.path("initial_option").path("value").asText("")
        : element.path("initial_value").asText("");
  }

  private static ObjectNode state(ObjectNode element, String value) {
    var type = element.path("type").asText();
    var state = Json.object("type", type);
    switch (type) {
      case "static_select", "radio_buttons" ->
          state.set("selected_option", options(element, value).stream().findFirst().orElse(null));
      case "checkboxes", "multi_static_select" ->
          state.set("selected_options", Json.array(options(element, value)));
      case "datetimepicker" ->
          state.put("selected_date_time", value.isEmpty() ? null : Long.valueOf(value));
      case "users_select" -> state.put("selected_user", blankAsNull(value));
      default -> state.put("value", blankAsNull(value));
    }
    return state;
  }

  private static List<JsonNode> options(ObjectNode element, String values) {
    var wanted = Arrays.asList(values.split(",", -1));
    return StreamSupport.stream(element.path("options").spliterator(), false)
        .filter(option -> wanted.contains(option.path("value").asText()))
        .toList();
  }

  private static @Nullable String blankAsNull(String value) {
    return value.isEmpty() ? null : value;
  }
}
