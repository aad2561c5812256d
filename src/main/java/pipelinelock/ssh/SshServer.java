package pipelinelock.ssh;

/**
 * An SSH server, and the bot's user on it.
 *
 * @param user may be an id that a service assigned, as IAM does for CodeCommit
 * @param host a name or an address; an IPv6 address has no brackets
 */
public record SshServer(String user, String host, int port) {
  public SshServer {
    if (user.isBlank() || host.isBlank()) {
      throw new IllegalArgumentException("an SSH server needs a user and a host");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("an SSH server's port is 1 to 65535, not " + port);
    }
  }

  /** {@code jumpbox@bosh.example.com:22}. */
  @Override
  public String toString() {
    return "%s@%s:%d".formatted(user, host.contains(":") ? "[" + host + "]" : host, port);
  }
}
