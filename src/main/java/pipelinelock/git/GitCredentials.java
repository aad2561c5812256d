package pipelinelock.git;

/**
 * What a git server over https asks for: a user and a password, or a user and a token.
 *
 * @param secret the password or token; never shown
 */
public record GitCredentials(String username, String secret) {
  @Override
  public String toString() {
    return "GitCredentials[username=" + username + ", secret=…]";
  }
}
