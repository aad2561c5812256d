package pipelinelock.rehearsal.slack.workspace;

import java.util.List;

/** The app as the simulated Slack knows it: its ids, its token and its scopes. */
public record SlackBot(String appId, String token, List<String> scopes) {
  public static final String USER = "U0PIPELOCK";
  public static final String BOT = "B0PIPELOCK";

  public SlackBot {
    scopes = List.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "SlackBot[" + appId + "]";
  }
}
