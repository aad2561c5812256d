package pipelinelock.rehearsal.slack.workspace;

import java.util.List;

/** A Web API method says no, with one of Slack's error codes. */
public final class SlackRefusal extends RuntimeException {
  private final String code;
  private final List<String> details;

  public SlackRefusal(String code, String... details) {
    super(code);
    this.code = code;
    this.details = List.of(details);
  }

  public String code() {
    return code;
  }

  public List<String> details() {
    return details;
  }
}
