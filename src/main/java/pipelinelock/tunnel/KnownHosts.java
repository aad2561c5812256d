package pipelinelock.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * The lines of a {@code known_hosts} file; names may be hashed. Lines that name a certificate
 * authority are passed over: host certificates are not asked for.
 */
record KnownHosts(String text) implements HostKeys {
  private static final String REVOKED = "revoked";

  KnownHosts {
    if (entries(text).isEmpty()) {
      throw new IllegalArgumentException("a known_hosts text has at least one line with a key");
    }
  }

  private static List<KnownHostEntry> entries(String text) {
    try {
      // Line by line: the library's own loop logs the lines that it cannot read.
      return text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(KnownHostEntry::parseKnownHostEntry)
          .toList();
    } catch (RuntimeException e) {
      // Without the cause, which quotes the line: what stands here by mistake may be a secret.
      throw new IllegalArgumentException(
          "a line is not of the form that known_hosts has, 'host type key'");
    }
  }

  @Override
  public Optional<String> refusal(SshServer server, PublicKey key) {
    var here = of(server);
    if (here.stream().anyMatch(entry -> isMarked(entry, REVOKED) && is(entry, key))) {
      return Optional.of(
          "showed the host key %s, which known_hosts says is revoked"
              .formatted(HostKeys.describe(key)));
    }
    var plain = here.stream().filter(entry -> entry.getMarker() == null).toList();
    if (plain.stream().anyMatch(entry -> is(entry, key))) {
      return Optional.empty();
    }
    return Optional.of(
        plain.isEmpty()
            ? ("showed the host key %s, and known_hosts has no line for it: compare the key with"
                    + " the server's own (ssh-keygen -lf on its ssh_host_*_key.pub), then add it")
                .formatted(HostKeys.describe(key))
            : ("showed the host key %s, but known_hosts has another for it: somebody may be in"
                    + " between, or the server is new")
                .formatted(HostKeys.describe(key)));
  }

  @Override
  public List<String> types(SshServer server) {
    return of(server).stream()
        .filter(entry -> entry.getMarker() == null)
        .map(entry -> entry.getKeyEntry().getKeyType())
        .toList();
  }

  private List<KnownHostEntry> of(SshServer server) {
    return entries(text).stream()
        .filter(entry -> entry.isHostMatch(server.host(), server.port()))
        .toList();
  }

  private static boolean isMarked(KnownHostEntry entry, String marker) {
    return marker.equals(entry.getMarker());
  }

  private static boolean is(KnownHostEntry entry, PublicKey key) {
    try {
      var known = entry.getKeyEntry().resolvePublicKey(null, null, PublicKeyEntryResolver.IGNORING);
      return KeyUtils.compareKeys(known, key);
    } catch (GeneralSecurityException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
