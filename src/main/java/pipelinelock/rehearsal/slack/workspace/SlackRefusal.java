package pipelinelock.rehearsal.slack.workspace;

import java.util.List;

/** An error of a Web API method, with one of Slack's codes. */
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
