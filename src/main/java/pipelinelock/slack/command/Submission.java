package pipelinelock.slack.command;

import java.util.Map;

/**
 * A form that somebody filled in.
 *
 * @param user Slack's id of the person
 * @param remembered what the form carried unseen
 * @param values texts by the field's name
 */
public record Submission(String user, String remembered, Map<String, String> values) {
  public Submission {
    values = Map.copyOf(values);
  }

  /** Without spaces around it; empty where nothing was filled in. */
  String text(String field) {
    return values.getOrDefault(field, "").strip();
  }
}
