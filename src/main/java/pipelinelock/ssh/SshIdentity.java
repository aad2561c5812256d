package pipelinelock.ssh;

import java.nio.file.Path;
import java.util.Optional;
import pipelinelock.secrecy.KnownSecrets;

/** The bot's credentials for an SSH server. Private keys in OpenSSH or PEM format. */
public sealed interface SshIdentity {
  /**
   * Reads what the settings hold: a private key without a passphrase, or {@code agent:} and the
   * path of an ssh-agent's socket.
   */
  static SshIdentity of(String text) {
    return text.startsWith(Agent.SCHEME)
        ? new Agent(Path.of(text.substring(Agent.SCHEME.length()).strip()))
        : new Key(text);
  }

  /**
   * A private key.
   *
   * @param text the private key itself; never shown
   * @param passphrase of an encrypted key; never shown
   */
  record Key(String text, Optional<String> passphrase) implements SshIdentity {
    public Key(String text) {
      this(text, Optional.empty());
    }

    public Key {
      KnownSecrets.add(text);
      passphrase.ifPresent(KnownSecrets::add);
    }

    @Override
    public String toString() {
      return "Key[…]";
    }
  }

  /**
   * A file that is read for each connection, so that a new key needs no restart.
   *
   * @param passphrase of an encrypted key; never shown
   */
  record KeyFile(Path path, Optional<String> passphrase) implements SshIdentity {
    public KeyFile(Path path) {
      this(path, Optional.empty());
    }

    public KeyFile {
      passphrase.ifPresent(KnownSecrets::add);
    }

    @Override
    public String toString() {
      return "KeyFile[%s]".formatted(path);
    }
  }

  /**
   * The keys of an ssh-agent.
   *
   * @param socket what {@code SSH_AUTH_SOCK} names
   */
  record Agent(Path socket) implements SshIdentity {
    private static final String SCHEME = "agent:";
  }
}
