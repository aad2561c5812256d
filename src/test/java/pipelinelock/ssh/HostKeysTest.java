package pipelinelock.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeysTest {
  private static final SshServer SERVER = new SshServer("git", "git.example.com", 22);
  private static final SshServer ELSEWHERE = new SshServer("git", "git.example.com", 2222);
  private static final KeyPair KEY = TestKeys.ed25519();
  private static final KeyPair OTHER = TestKeys.ed25519();

  private static String line(String hosts, KeyPair key) {
    return "%s %s comment\n".formatted(hosts, TestKeys.publicLine(key));
  }

  private static void assertTrusted(HostKeys keys, SshServer server) {
    assertThat(keys.refusal(server, List.of(KEY.getPublic()))).isEmpty();
  }

  private static void assertRefused(HostKeys keys, SshServer server, String words) {
    assertThat(keys.refusal(server, List.of(KEY.getPublic())).orElseThrow().what())
        .contains(words)
        .contains("ssh-ed25519 " + TestKeys.fingerprint(KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"git.example.com", "other,git.example.com,10.0.0.1", "*.example.com"})
  void aLineForTheHostIsTrusted(String hosts) {
    var keys = HostKeys.of("# known\n\n" + line("else.example.org", OTHER) + line(hosts, KEY));

    assertTrusted(keys, SERVER);
    assertRefused(keys, new SshServer("git", "git.example.org", 22), "no line for it");
  }

  @Test
  void anotherPortHasLinesOfItsOwn() {
    var there = HostKeys.of(line("[git.example.com]:2222", KEY));
    var here = HostKeys.of(line("git.example.com", KEY));

    assertTrusted(there, ELSEWHERE);
    assertRefused(there, SERVER, "no line for it");
    assertTrusted(here, SERVER);
    assertRefused(here, ELSEWHERE, "no line for it");
  }

  @Test
  void namesMayBeHashed() throws Exception {
    byte[] salt = "twenty bytes of salt".getBytes(US_ASCII);
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    byte[] hash = mac.doFinal("git.example.com".getBytes(US_ASCII));
    var encoder = Base64.getEncoder();
    var hosts = "|1|%s|%s".formatted(encoder.encodeToString(salt), encoder.encodeToString(hash));

    assertTrusted(HostKeys.of(line(hosts, KEY)), SERVER);
    assertRefused(
        HostKeys.of(line(hosts, KEY)), new SshServer("git", "else.example.com", 22), "no line");
  }

  @Test
  void aLineWithAnotherKeyIsNotEnough() {
    assertRefused(HostKeys.of(line("git.example.com", OTHER)), SERVER, "has a different one");
  }

  @Test
  void oneOfSeveralLinesIsEnough() {
    assertTrusted(
        HostKeys.of(line("git.example.com", OTHER) + line("git.example.com", KEY)), SERVER);
  }

  @Test
  void aRevokedKeyIsRefusedWhateverElseIsThere() {
    assertRefused(
        HostKeys.of(line("git.example.com", KEY) + "@revoked " + line("*", KEY)),
        SERVER,
        "revoked");
  }

  @Test
  void whatIsRevokedForEveryHostIsRevokedOnEveryPort() {
    var keys = HostKeys.of(line("[git.example.com]:2222", KEY) + "@revoked " + line("*", KEY));

    assertRefused(keys, ELSEWHERE, "revoked");
  }

  @Test
  void anAuthorityIsNoHostKey() {
    assertRefused(
        HostKeys.of("@cert-authority " + line("*", KEY)), SERVER, "has only an authority for it");
  }

  @Test
  void oneOfSeveralFingerprintsIsEnough() {
    String two = TestKeys.fingerprint(OTHER) + ", " + TestKeys.fingerprint(KEY);
    String printed =
        "256 %s root@jumpbox (ED25519)%n256 %s root@jumpbox (ED25519)"
            .formatted(TestKeys.fingerprint(OTHER), TestKeys.fingerprint(KEY));

    assertTrusted(HostKeys.of(two), SERVER);
    assertTrusted(HostKeys.of(printed), SERVER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostKeys.of(TestKeys.fingerprint(KEY) + " hunter2"))
        .withMessageNotContaining("hunter2");
  }

  @Test
  void aFingerprintPinsOneKeyWhateverTheHost() {
    assertTrusted(HostKeys.of(TestKeys.fingerprint(KEY) + "=\n"), ELSEWHERE);
    assertRefused(HostKeys.of(TestKeys.fingerprint(OTHER)), SERVER, TestKeys.fingerprint(OTHER));
  }

  @Test
  void withoutAnyKeyEverythingIsRefused() {
    assertRefused(HostKeys.none(), SERVER, "the settings have none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "hunter2",
        "git.example.com ssh-ed25519",
        "/etc/ssh/ssh_known_hosts",
        "SHA256:hunter2",
        "MD5:d4:1d:8c:d9:8f:00:b2:04:e9:80:09:98:ec:f8:42:7e"
      })
  void whatIsNeitherIsRefusedAndNotQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostKeys.of(text))
        .withMessageNotContaining("hunter2")
        .withNoCause();
  }
}
