package pipelinelock.git;

import pipelinelock.ssh.HostKeys;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshIdentity;

/**
 * The keys for git over SSH.
 *
 * @param privateKey PEM or OpenSSH text, without a passphrase; or {@code agent:} and the path of an
 *     ssh-agent's socket; never shown
 * @param knownHosts lines as in OpenSSH's {@code known_hosts}, or fingerprints {@code SHA256:…} of
 *     its host keys: a host that is not among them, or shows another key, is refused
 */
public record SshKey(String privateKey, String knownHosts) {
  public SshKey {
    if (privateKey.isBlank() || knownHosts.isBlank()) {
      throw new IllegalArgumentException(
          "git over ssh needs a private key and the known_hosts lines of the server");
    }
    HostKeys.of(knownHosts);
  }

  SshAccess access() {
    return new SshAccess(SshIdentity.of(privateKey), HostKeys.of(knownHosts));
  }

  @Override
  public String toString() {
    return "SshKey[]";
  }
}
