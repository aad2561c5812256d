package pipelinelock.rehearsal;

import java.util.List;

/** The app as the simulated Slack knows it: its ids, its token and what it was granted. */
record SlackBot(String appId, String token, List<String> scopes) {
  static final String USER = "U0PIPELOCK";
  static final String BOT = "B0PIPELOCK";

  SlackBot {
    scopes = List.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "SlackBot[" + appId + "]";
  }
}
