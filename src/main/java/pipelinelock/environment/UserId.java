package pipelinelock.environment;

/**
 * A Slack user: the workspace ({@code T…}) and the user ({@code U…} or {@code W…}) in it. Names are
 * never compared, because two people may choose the same one.
 */
public record UserId(String team, String user) {
  public UserId {
    if (team.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("a user id needs a workspace and a user");
    }
  }

  @Override
  public String toString() {
    return team + "/" + user;
  }
}
