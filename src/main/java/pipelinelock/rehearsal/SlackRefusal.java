package pipelinelock.rehearsal;

import java.util.List;

/** A Web API method says no, with one of Slack's error codes. */
final class SlackRefusal extends RuntimeException {
  private final String code;
  private final List<String> details;

  SlackRefusal(String code, String... details) {
    super(code);
    this.code = code;
    this.details = List.of(details);
  }

  String code() {
    return code;
  }

  List<String> details() {
    return details;
  }
}
