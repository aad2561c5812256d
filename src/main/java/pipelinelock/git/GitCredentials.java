package pipelinelock.git;

/**
 * The credentials of a git server over HTTPS: a user with a password, or with a token.
 *
 * @param secret the password or token; never shown
 */
public record GitCredentials(String username, String secret) {
  @Override
  public String toString() {
    return "GitCredentials[username=" + username + ", secret=…]";
  }
}
