package pipelinelock.ssh;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Which host key algorithms a server is offered. Of its several keys, the server shows the one for
 * the first algorithm here that it supports.
 *
 * @param first types to ask for before the others
 * @param certificates whether to ask for a host certificate
 * @param without types whose key was seen and did not match
 */
record HostKeyOffer(List<String> first, boolean certificates, Set<String> without) {
  private static final String USUAL = "ssh-ed25519";

  HostKeyOffer {
    first = List.copyOf(first);
    without = Set.copyOf(without);
  }

  /**
   * The first offer to a server.
   *
   * @param fitted the type that fitted the last time, if there was one
   */
  static HostKeyOffer to(SshServer server, HostKeys known, Optional<String> fitted) {
    return new HostKeyOffer(
        fitted.map(List::of).orElseGet(() -> known.types(server)),
        known.hasAuthority(server),
        Set.of());
  }

  /** The algorithms among all that the client has, the most wanted first. */
  List<String> algorithms(List<String> all) {
    return all.stream()
        .filter(it -> !without.contains(type(it)) && (certificates || !isCertificate(it)))
        .sorted(
            Comparator.comparing((String it) -> !isCertificate(it))
                .thenComparing(it -> !first.contains(type(it)))
                .thenComparing(it -> !type(it).equals(USUAL)))
        .toList();
  }

  /** The next offer after a server's key of this algorithm was refused, where one makes sense. */
  Optional<HostKeyOffer> after(String algorithm, SshServer server, HostKeys known) {
    if (isCertificate(algorithm)) {
      return known.types(server).isEmpty()
          ? Optional.empty()
          : Optional.of(new HostKeyOffer(first, false, without));
    }
    if (!known.mayBeOfAnotherKind()) {
      return Optional.empty();
    }
    var more = new HashSet<>(without);
    more.add(type(algorithm));
    return Optional.of(new HostKeyOffer(first, certificates, more));
  }

  static boolean isCertificate(String algorithm) {
    return algorithm.contains("-cert-");
  }

  /** The type of key that an algorithm is for: one type of RSA has three algorithms. */
  static String type(String algorithm) {
    return String.valueOf(KeyUtils.getCanonicalKeyType(algorithm));
  }
}
