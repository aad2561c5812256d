package pipelinelock.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * The lines of a {@code known_hosts} file; names may be hashed. A marked line without a port
 * applies to every port: a revoked key is revoked everywhere, and an authority vouches for the
 * host.
 */
record KnownHosts(String text) implements HostKeys {
  private static final String REVOKED = "revoked";
  private static final String AUTHORITY = "cert-authority";
  private static final String NEW_KEY =
      "do not trust it: whoever has the key can pose as the server; create a new host key there";
  private static final int USUAL_PORT = 22;

  KnownHosts {
    if (entries(text).isEmpty()) {
      throw new IllegalArgumentException("known_hosts needs at least one line with a key");
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
      // Without the cause, which quotes the line: what was put here by mistake may be a secret.
      throw new IllegalArgumentException(
          "a line is not in the format of known_hosts, 'host type key'");
    }
  }

  @Override
  public Optional<Refusal> refusal(SshServer server, List<PublicKey> shown) {
    return shown.getLast() instanceof OpenSshCertificate certificate
        ? refusal(server, certificate)
        : refusal(server, shown.getLast());
  }

  private Optional<Refusal> refusal(SshServer server, OpenSshCertificate certificate) {
    var authority = certificate.getCaPubKey();
    var told =
        "presented a host certificate signed by %s, which known_hosts "
            .formatted(HostKeys.describe(authority));
    if (isRevoked(server, authority) || isRevoked(server, certificate.getCertPubKey())) {
      return Optional.of(new Refusal(told + "says is revoked, or the key in it is", NEW_KEY));
    }
    return marked(server, AUTHORITY).stream().anyMatch(entry -> is(entry, authority))
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                told + "does not list as an authority for it",
                "find out who signed it, and add that authority only if it is yours"));
  }

  private Optional<Refusal> refusal(SshServer server, PublicKey key) {
    var told = "presented the host key %s, ".formatted(HostKeys.describe(key));
    if (isRevoked(server, key)) {
      return Optional.of(new Refusal(told + "which known_hosts says is revoked", NEW_KEY));
    }
    var plain = plain(server);
    if (plain.stream().anyMatch(entry -> is(entry, key))) {
      return Optional.empty();
    }
    if (plain.isEmpty() && hasAuthority(server)) {
      return Optional.of(
          new Refusal(
              told + "and no certificate, but known_hosts has only an authority for it",
              "have that authority sign its host key (ssh-keygen -h -s), and set HostCertificate in its sshd_config"));
    }
    return Optional.of(
        Refusal.untilCompared(
            told
                + (plain.isEmpty()
                    ? "and known_hosts has no line for it"
                    : "but known_hosts has a different one: this may be an attack, or the server was rebuilt"),
            "add it to known_hosts only if it is the same"));
  }

  @Override
  public List<String> types(SshServer server) {
    return plain(server).stream().map(entry -> entry.getKeyEntry().getKeyType()).toList();
  }

  @Override
  public boolean hasAuthority(SshServer server) {
    return !marked(server, AUTHORITY).isEmpty();
  }

  @Override
  public boolean mayBeOfAnotherKind() {
    return false;
  }

  private boolean isRevoked(SshServer server, PublicKey key) {
    return marked(server, REVOKED).stream().anyMatch(entry -> is(entry, key));
  }

  private List<KnownHostEntry> plain(SshServer server) {
    return entries(text).stream()
        .filter(entry -> entry.getMarker() == null)
        .filter(entry -> entry.isHostMatch(server.host(), server.port()))
        .toList();
  }

  private List<KnownHostEntry> marked(SshServer server, String marker) {
    return entries(text).stream()
        .filter(entry -> marker.equals(entry.getMarker()))
        .filter(
            entry ->
                entry.isHostMatch(server.host(), server.port())
                    || entry.isHostMatch(server.host(), USUAL_PORT))
        .toList();
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
