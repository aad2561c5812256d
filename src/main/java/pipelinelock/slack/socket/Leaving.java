package pipelinelock.slack.socket;

/** Why Slack ends a connection, and how to react. */
final class Leaving {
  private Leaving() {}

  /** Whether the connection brings nothing more from now on. */
  static boolean isEnd(String reason) {
    return switch (reason) {
      case "link_disabled", "too_many_websockets" -> true;
      default -> false;
    };
  }

  static String words(String reason) {
    return switch (reason) {
      case "link_disabled" ->
          "Socket Mode was switched off in the app's settings; switch it on there, or set slack.mode: http";
      case "too_many_websockets" ->
          "the app has as many connections as Slack allows; end the other processes that use its app-level token";
      default -> "Slack ends the connection (%s)".formatted(reason);
    };
  }
}
