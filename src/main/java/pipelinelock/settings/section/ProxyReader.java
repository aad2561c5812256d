package pipelinelock.settings.section;

import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.settings.EnvironmentSettings.Proxy;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.KeyFiles;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;
import pipelinelock.ssh.HostKeys;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshIdentity;
import pipelinelock.tunnel.ProxyAddress;

/**
 * Reads the keys of {@code bosh} that start with {@code proxy}: the connection to the Director's
 * network.
 */
final class ProxyReader {
  private static final String ADDRESS = "proxy";
  private static final String KEY = "proxy_private_key";
  private static final String HOST_KEY = "proxy_host_key";
  private static final String KNOWN_HOSTS = "proxy_known_hosts";
  private static final String EXAMPLE = "ssh+socks5://jumpbox@bosh.example.com:22";

  /** Stands where the proxy could not be fetched, so that nobody knows of which kind it is. */
  private static final ProxyAddress UNFETCHED =
      ProxyAddress.parse("socks5://not-fetched.invalid:1080");

  private static final Kind<ProxyAddress> PROXY =
      Kind.text("a proxy", EXAMPLE, ProxyReader::address).or(() -> UNFETCHED);

  private final Section section;
  private final KeyFiles files;

  private ProxyReader(Section section) {
    this.section = section;
    this.files = section.keyFiles();
  }

  static Value<Optional<Proxy>> read(Section section) {
    return new ProxyReader(section).read();
  }

  private static Value<ProxyAddress> address(FileValue place, String text) {
    try {
      return Value.of(ProxyAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return place.wrong(
          String.valueOf(e.getMessage()),
          "write it as in BOSH_ALL_PROXY, for example 'proxy: %s'".formatted(EXAMPLE));
    }
  }

  private Value<Optional<Proxy>> read() {
    var address = section.optional(ADDRESS, PROXY);
    var identity =
        section.optional(KEY, SshKinds.identity("file:/etc/pipeline-lock/jumpbox-key.pem"));
    var pinned = section.optional(HOST_KEY, SshKinds.fingerprints());
    var known =
        section.optional(KNOWN_HOSTS, SshKinds.knownHosts("file:/etc/pipeline-lock/known_hosts"));
    if (section.has(HOST_KEY) && section.has(KNOWN_HOSTS)) {
      section.wrong(HOST_KEY, "is set together with " + KNOWN_HOSTS, "keep one of the two");
    }
    address.sound().ifPresent(this::check);
    var hostKeys = pinned.then(one -> known.map(lines -> one.or(() -> lines)));
    return address.then(
        proxy ->
            identity.then(
                key -> hostKeys.map(hosts -> proxy.flatMap(it -> proxy(it, key, hosts)))));
  }

  private void check(Optional<ProxyAddress> address) {
    switch (address.orElse(null)) {
      case null -> alone("needs proxy too", "add proxy, or remove this key");
      case ProxyAddress.Socks it when it.equals(UNFETCHED) -> {
        // Said where it is used: the environment is unready.
      }
      case ProxyAddress.Socks _ ->
          alone("is only for a proxy over SSH, and proxy is not one", "leave it out");
      case ProxyAddress.Ssh(_, var path) -> {
        if (path.isPresent() && section.has(KEY)) {
          section.wrong(
              KEY, "cannot be combined with the private-key in proxy", "keep one of the two");
        } else if (path.isEmpty() && !section.has(KEY)) {
          section.wrong(
              ADDRESS,
              "has no private key",
              "add %s, or end proxy with ?private-key=/path".formatted(KEY));
        }
      }
    }
  }

  private void alone(String what, String fix) {
    Stream.of(KEY, HOST_KEY, KNOWN_HOSTS)
        .filter(section::has)
        .forEach(key -> section.wrong(key, what, fix));
  }

  /** Nothing where something is missing, which was reported. */
  private Optional<Proxy> proxy(
      ProxyAddress address, Optional<SshIdentity> identity, Optional<HostKeys> hostKeys) {
    return switch (address) {
      case ProxyAddress.Socks socks -> Optional.of(new Proxy.Socks(socks));
      case ProxyAddress.Ssh(var server, var path) ->
          path.map(files::find)
              .<SshIdentity>map(SshIdentity.KeyFile::new)
              .or(() -> identity)
              .map(key -> new SshAccess(key, hostKeys.orElseGet(HostKeys::none)))
              .map(access -> new Proxy.Ssh(server, access));
    };
  }
}
