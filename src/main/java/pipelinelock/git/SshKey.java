package pipelinelock.git;

/**
 * What git over ssh needs.
 *
 * @param privateKey PEM or OpenSSH text, without a passphrase; never shown
 * @param knownHosts lines as in OpenSSH's {@code known_hosts}: a host that is not among them, or
 *     shows another key, is refused
 */
public record SshKey(String privateKey, String knownHosts) {
  public SshKey {
    if (privateKey.isBlank() || knownHosts.isBlank()) {
      throw new IllegalArgumentException(
          "git over ssh needs a private key and the known_hosts lines of the server");
    }
  }

  @Override
  public String toString() {
    return "SshKey[]";
  }
}
