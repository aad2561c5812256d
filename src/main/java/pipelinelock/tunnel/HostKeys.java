package pipelinelock.tunnel;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * The host keys that a server may have. A server with another key is refused, and so is every
 * server for which no key is known.
 */
public sealed interface HostKeys permits HostKeys.None, HostKeys.Pinned, KnownHosts {
  /**
   * Reads what the settings hold: a fingerprint, {@code SHA256:…}, or the lines of a {@code
   * known_hosts} file.
   *
   * @throws IllegalArgumentException when it is neither; the message does not quote it
   */
  static HostKeys of(String text) {
    return text.strip().startsWith("SHA256:") ? pinned(text.strip()) : knownHosts(text);
  }

  /** Nothing is known: every server is refused, with the fingerprint it showed. */
  static HostKeys none() {
    return new None();
  }

  /**
   * One key is known, by its fingerprint.
   *
   * @param fingerprint {@code SHA256:…}, as {@code ssh-keygen -lf} prints it
   */
  static HostKeys pinned(String fingerprint) {
    return new Pinned(fingerprint);
  }

  /**
   * Keys are known by the lines of a file.
   *
   * @param text of a {@code known_hosts} file
   */
  static HostKeys knownHosts(String text) {
    return new KnownHosts(text);
  }

  /** Why the server is refused with this key: what completes "the server …". Empty: trusted. */
  Optional<String> refusal(SshServer server, PublicKey key);

  /** The key types known for the server, {@code ssh-ed25519}; empty when it may be any. */
  List<String> types(SshServer server);

  /** The key as a person compares it. */
  static String describe(PublicKey key) {
    return "%s %s".formatted(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(key));
  }

  /** No key at all. */
  record None() implements HostKeys {
    @Override
    public Optional<String> refusal(SshServer server, PublicKey key) {
      return Optional.of(
          ("showed the host key %s, and the settings name none: compare it with the server's own"
                  + " (ssh-keygen -lf on its ssh_host_*_key.pub), then write it into the settings")
              .formatted(describe(key)));
    }

    @Override
    public List<String> types(SshServer server) {
      return List.of();
    }
  }

  /** One key, by its fingerprint. */
  record Pinned(String fingerprint) implements HostKeys {
    private static final Pattern FORM = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

    public Pinned {
      if (!FORM.matcher(fingerprint).matches()) {
        throw new IllegalArgumentException(
            "a host key's fingerprint is SHA256: and 43 characters, as ssh-keygen -lf prints it");
      }
      fingerprint = fingerprint.replace("=", "");
    }

    @Override
    public Optional<String> refusal(SshServer server, PublicKey key) {
      if (KeyUtils.getFingerPrint(key).replace("=", "").equals(fingerprint)) {
        return Optional.empty();
      }
      return Optional.of(
          ("showed the host key %s, but the settings pin %s: somebody may be in between, the"
                  + " server may be new, or the pinned key is another of its kinds")
              .formatted(describe(key), fingerprint));
    }

    @Override
    public List<String> types(SshServer server) {
      return List.of();
    }
  }
}
