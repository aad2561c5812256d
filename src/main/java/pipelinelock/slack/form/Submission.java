package pipelinelock.slack.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.slack.input.SlackText;

/**
 * A submitted form.
 *
 * @param user Slack's id of the person
 * @param remembered what the form carried invisibly
 * @param values texts by the field's name; multiple choices are separated by commas
 * @param proof of the request by which it came
 */
public record Submission(
    String user, String remembered, Map<String, String> values, Optional<ClickProof> proof) {
  public Submission {
    values = Map.copyOf(values);
  }

  /** Whether the form had this field when it was sent. */
  boolean has(String field) {
    return values.containsKey(field);
  }

  /** All that was chosen. */
  List<String> chosen(String field) {
    String values = text(field);
    return values.isEmpty() ? List.of() : List.of(values.split(",", -1));
  }

  /** Without spaces of any kind around it; empty where nothing was filled in. */
  public String text(String field) {
    return SlackText.spaced(values.getOrDefault(field, "")).strip();
  }
}
