package pipelinelock.ssh;

import static java.util.stream.Collectors.joining;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * The host keys that a server may have. A server with another key is refused, and so is every
 * server for which no key is known.
 */
public sealed interface HostKeys permits HostKeys.None, HostKeys.Pinned, KnownHosts {
  /**
   * Reads what the settings hold: fingerprints, {@code SHA256:…}, or the lines of a {@code
   * known_hosts} file.
   *
   * @throws IllegalArgumentException when it is neither; the message does not quote it
   */
  static HostKeys of(String text) {
    return Pinned.isMeant(text) ? pinned(text) : knownHosts(text);
  }

  /** Nothing is known: every server is refused, with the fingerprint it showed. */
  static HostKeys none() {
    return new None();
  }

  /**
   * One key or several are known, by their fingerprints.
   *
   * @param text {@code SHA256:…} with blanks, commas or line ends between them, or whole lines as
   *     {@code ssh-keygen -lf} prints them
   */
  static HostKeys pinned(String text) {
    return Pinned.parse(text);
  }

  /**
   * Keys are known by the lines of a file.
   *
   * @param text of a {@code known_hosts} file
   */
  static HostKeys knownHosts(String text) {
    return new KnownHosts(text);
  }

  /**
   * Why the server is refused. Empty: its last key is trusted.
   *
   * @param shown the keys that it showed one after the other, asked for another kind each time;
   *     never empty
   */
  Optional<Refusal> refusal(SshServer server, List<PublicKey> shown);

  /** The key types known for the server, {@code ssh-ed25519}; empty when it may be any. */
  List<String> types(SshServer server);

  /** Whether an authority is known whose certificates the server may show. */
  boolean hasAuthority(SshServer server);

  /** Whether a server whose key is not trusted may have a trusted one of another kind. */
  boolean mayBeOfAnotherKind();

  /**
   * Why a key is not trusted.
   *
   * @param what completes "the server …"
   * @param cure what to do about it
   */
  record Refusal(String what, String cure) {
    private static final String COMPARE =
        "compare it with the server's own (ssh-keygen -lf on its ssh_host_*_key.pub), and ";

    /** The key may be the right one: that is found out on the server itself. */
    static Refusal untilCompared(String what, String then) {
      return new Refusal(what, COMPARE + then);
    }
  }

  /** The key as a person compares it. */
  static String describe(PublicKey key) {
    return "%s %s".formatted(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(key));
  }

  /** No key at all. */
  record None() implements HostKeys {
    @Override
    public Optional<Refusal> refusal(SshServer server, List<PublicKey> shown) {
      return Optional.of(
          Refusal.untilCompared(
              "presented the host key %s, and the settings have none"
                  .formatted(describe(shown.getLast())),
              "add it to the settings if it is the same"));
    }

    @Override
    public List<String> types(SshServer server) {
      return List.of();
    }

    @Override
    public boolean hasAuthority(SshServer server) {
      return false;
    }

    @Override
    public boolean mayBeOfAnotherKind() {
      return false;
    }
  }

  /** Keys by their fingerprints, which do not show their type. */
  record Pinned(List<String> fingerprints) implements HostKeys {
    private static final Pattern FORM = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");
    private static final Pattern PRINTED = Pattern.compile("\\d{2,5} (SHA256:\\S+)( .*)?");

    public Pinned {
      fingerprints = fingerprints.stream().map(it -> it.replace("=", "")).distinct().toList();
    }

    private static boolean isMeant(String text) {
      String first = text.strip();
      return first.startsWith("SHA256:") || first.matches("(?s)\\d{2,5} SHA256:.*");
    }

    private static Pinned parse(String text) {
      var found =
          text.lines().map(String::strip).filter(it -> !it.isEmpty()).flatMap(Pinned::of).toList();
      if (found.isEmpty() || !found.stream().allMatch(FORM.asMatchPredicate())) {
        throw new IllegalArgumentException(
            "a host key's fingerprint is SHA256: and 43 characters, as ssh-keygen -lf prints it");
      }
      return new Pinned(found);
    }

    private static Stream<String> of(String line) {
      var printed = PRINTED.matcher(line);
      return printed.matches()
          ? Stream.of(printed.group(1))
          : Arrays.stream(line.split("[\\s,]+", -1)).filter(it -> !it.isEmpty());
    }

    @Override
    public Optional<Refusal> refusal(SshServer server, List<PublicKey> shown) {
      String last = KeyUtils.getFingerPrint(shown.getLast()).replace("=", "");
      return fingerprints.contains(last)
          ? Optional.empty()
          : Optional.of(
              Refusal.untilCompared(
                  "presented the host key%s %s, but the settings pin %s: this may be an attack, or the server was rebuilt"
                      .formatted(
                          shown.size() == 1 ? "" : "s",
                          shown.stream().map(HostKeys::describe).collect(joining(", ")),
                          String.join(", ", fingerprints)),
                  "pin it only if it is the same"));
    }

    @Override
    public List<String> types(SshServer server) {
      return List.of();
    }

    @Override
    public boolean hasAuthority(SshServer server) {
      return false;
    }

    @Override
    public boolean mayBeOfAnotherKind() {
      return true;
    }
  }
}
