package pipelinelock.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.ssh.SshConnection.Patience;

class SshConnectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Finding its primes takes longer than a test with it. */
  private static final KeyPair RSA = TestKeys.rsa();

  @TempDir Path folder = Path.of("");

  static Stream<Arguments> forms() {
    var ed25519 = TestKeys.ed25519();
    var ecdsa = TestKeys.ecdsa();
    return Stream.of(
        argumentSet("ed25519, OpenSSH", ed25519, TestKeys.openSsh(ed25519)),
        argumentSet("RSA, OpenSSH", RSA, TestKeys.openSsh(RSA)),
        argumentSet("ECDSA, OpenSSH", ecdsa, TestKeys.openSsh(ecdsa)),
        argumentSet("RSA, PEM", RSA, TestKeys.pkcs1(RSA)),
        argumentSet("RSA, PKCS#8", RSA, TestKeys.pkcs8(RSA)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aPrivateKeyOpensTheServerInEveryForm(KeyPair key, String text) throws Exception {
    try (var server = server(key)) {
      connect(server, SshIdentity.of(text));
      connect(server, new SshIdentity.KeyFile(file(text)));

      assertThat(server.logins()).isEqualTo(2);
    }
  }

  @Test
  void aPassphraseOpensAnEncryptedKey() {
    var key = TestKeys.ed25519();
    var text = TestKeys.encrypted(key, "hunter2");
    try (var server = server(key)) {
      connect(server, new SshIdentity.Key(text, Optional.of("hunter2")));

      assertThat(server.logins()).isEqualTo(1);
      assertUnreadable(
          server, new SshIdentity.Key(text), "needs a passphrase, and the settings have none");
      assertUnreadable(
          server,
          new SshIdentity.Key(text, Optional.of("hunter3")),
          "the passphrase for the SSH key in the settings is wrong");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----\n"
      })
  void whatIsNoPrivateKeyIsSaidSoAndNotShown(String text) {
    try (var server = new MinaSsh()) {
      assertUnreadable(server, SshIdentity.of(text), "not a private key");
    }
  }

  @Test
  void aKeyFileOrAgentThatIsNotThereIsNamed() {
    try (var server = new MinaSsh()) {
      var nowhere = folder.resolve("nowhere");

      assertUnreadable(server, new SshIdentity.KeyFile(nowhere), "there is no SSH key " + nowhere);
      assertUnreadable(
          server, new SshIdentity.Agent(nowhere), "there is no ssh-agent at " + nowhere);
    }
  }

  private static void assertUnreadable(MinaSsh server, SshIdentity identity, String words) {
    assertThat(identity.toString()).doesNotContain("hunter");
    assertThatThrownBy(() -> connect(server, identity))
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(RemoteFailure.Kind.UNAUTHORISED))
        .hasMessageContaining(words)
        .satisfies(
            failure ->
                assertThat(Throwables.getStackTraceAsString(failure)).doesNotContain("hunter"));
  }

  @Test
  void aServerWithSeveralHostKeysIsAskedForTheKnownOne() {
    try (var server =
        new MinaSsh(List.of(TestKeys.ecdsa(), TestKeys.ed25519(), RSA), TestKeys.ed25519())) {
      var known = "[127.0.0.1]:%d %s".formatted(server.address().port(), TestKeys.publicLine(RSA));
      var access = new SshAccess(server.access().identity(), HostKeys.knownHosts(known));

      new SshDialer(access).open(server.address(), Patience.of(LIMIT)).close();

      assertThat(server.logins()).isEqualTo(1);
    }
  }

  private static MinaSsh server(KeyPair userKey) {
    return new MinaSsh(List.of(TestKeys.ed25519()), userKey);
  }

  private static void connect(MinaSsh server, SshIdentity identity) {
    var access = new SshAccess(identity, server.access().hostKeys());
    new SshDialer(access).open(server.address(), Patience.of(LIMIT)).close();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("key"), text);
  }
}
