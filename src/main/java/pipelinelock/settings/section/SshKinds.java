package pipelinelock.settings.section;

import java.nio.file.Path;
import java.util.function.Function;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Value;
import pipelinelock.ssh.HostKeys;
import pipelinelock.ssh.SshIdentity;

/** The kinds of values that configure SSH. */
final class SshKinds {
  private static final String FINGERPRINT = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";

  private SshKinds() {}

  /** The lines of a {@code known_hosts} file, or a fingerprint. */
  static Kind<String> hosts(String example) {
    String noun = "lines as in known_hosts, or a fingerprint";
    return hostKeys(noun, example, HostKeys::of)
        .and((_, keys) -> Value.of(keys.text()))
        .or(() -> Kinds.UNFETCHED);
  }

  static Kind<HostKeys> knownHosts(String example) {
    return hostKeys("lines as in known_hosts", example, HostKeys::knownHosts)
        .and((_, keys) -> Value.of(keys.keys()))
        .or(HostKeys::none);
  }

  /** One fingerprint, or several in one text or a list. */
  static Kind<HostKeys> fingerprints() {
    String noun = "the fingerprint of a host key as ssh-keygen -lf prints it";
    Kind<HostKeys> one =
        hostKeys(noun, FINGERPRINT, HostKeys::pinned).and((_, keys) -> Value.of(keys.keys()));
    Kind<String> item =
        hostKeys(noun, FINGERPRINT, HostKeys::pinned).and((_, it) -> Value.of(it.text()));
    Kind<HostKeys> several =
        Kinds.filled(Kinds.list(item))
            .and((_, all) -> Value.of(HostKeys.pinned(String.join("\n", all))));
    return new Kind<HostKeys>(
            noun, FINGERPRINT, place -> place.holdsList() ? several.read(place) : one.read(place))
        .or(HostKeys::none);
  }

  private record Read(String text, HostKeys keys) {}

  private static Kind<Read> hostKeys(
      String noun, String example, Function<String, HostKeys> reader) {
    return Kind.text(
        noun,
        example,
        (place, text) -> {
          try {
            return Value.of(new Read(text, reader.apply(text)));
          } catch (IllegalArgumentException _) {
            return place.isNot(noun, example);
          }
        });
  }

  /** The text of a private key, or an ssh-agent that holds it. */
  static Kind<SshIdentity> identity(String example) {
    String noun = "a private key in OpenSSH or PEM form, or agent:/path of an ssh-agent's socket";
    return Kind.<SshIdentity>text(
            noun,
            example,
            (place, text) ->
                text.contains("PRIVATE KEY-----") || text.startsWith("agent:/")
                    ? Value.of(SshIdentity.of(text))
                    : place.isNot(noun, example))
        .or(() -> new SshIdentity.KeyFile(Path.of("/not-fetched")));
  }
}
