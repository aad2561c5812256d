package pipelinelock.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.ssh.SshConnection.Patience;

/**
 * A real {@code sshd} as Debian installs it, with host keys of three kinds, and with certificates.
 */
class OpenSshHostKeysTest {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(20));

  // Of all tests, because an RSA key takes more of a processor than all the rest of a test.
  private static final KeyPair ED25519 = TestKeys.ed25519();
  private static final KeyPair ECDSA = TestKeys.ecdsa();
  private static final KeyPair RSA = TestKeys.rsa();
  private static final KeyPair AUTHORITY = TestKeys.ed25519();

  @TempDir private Path folder;
  private final List<OpenSsh> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(OpenSsh::close);
  }

  private OpenSsh server() {
    return started.getLast();
  }

  private void start(String... options) throws Exception {
    started.add(new OpenSsh(folder, List.of(RSA, ECDSA, ED25519), options));
  }

  private SshDialer dialer(HostKeys known) {
    return new SshDialer(new SshAccess(server().access().identity(), known));
  }

  private String keyBelieved(HostKeys known) {
    return keyBelieved(dialer(known));
  }

  private String keyBelieved(SshDialer dialer) {
    try (var connection = dialer.open(server().address(), PATIENCE)) {
      return connection.hostKey();
    }
  }

  private void assertRefused(HostKeys known, String... words) {
    assertThatThrownBy(() -> keyBelieved(known))
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED))
        .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
    assertThat(server().logins()).isZero();
  }

  @Test
  void aPinFitsOfWhateverKindItIs() throws Exception {
    start();
    for (var key : List.of(ED25519, ECDSA, RSA)) {
      assertThat(keyBelieved(HostKeys.pinned(TestKeys.fingerprint(key))))
          .isEqualTo(HostKeys.describe(key.getPublic()));
    }
    var several = TestKeys.fingerprint(TestKeys.rsa()) + " " + TestKeys.fingerprint(RSA);
    assertThat(keyBelieved(HostKeys.pinned(several))).contains(TestKeys.fingerprint(RSA));
    assertThat(server().logins()).isEqualTo(4);
  }

  @Test
  void theKindThatFittedIsAskedForFirstTheNextTime() throws Exception {
    start();
    var dialer = dialer(HostKeys.pinned(TestKeys.fingerprint(RSA)));

    keyBelieved(dialer);
    int connections = connections();
    keyBelieved(dialer);

    assertThat(connections() - connections).isEqualTo(1);
  }

  private int connections() throws Exception {
    return Files.readString(folder.resolve("sshd.log"), UTF_8).split("Connection from ", -1).length;
  }

  @Test
  void aPinThatFitsNoneIsRefusedAndAllKeysAreNamed() throws Exception {
    start();

    assertRefused(
        HostKeys.pinned(TestKeys.fingerprint(TestKeys.ed25519())),
        "this may be an attack",
        HostKeys.describe(ED25519.getPublic()),
        HostKeys.describe(ECDSA.getPublic()),
        HostKeys.describe(RSA.getPublic()));
  }

  @Test
  void aKeyThatChangedIsRefusedThoughAnotherKindIsKnownToo() throws Exception {
    start();
    var changed = line(TestKeys.ed25519()) + line(RSA);

    assertRefused(HostKeys.knownHosts(changed), "known_hosts has a different one");
  }

  @Test
  void aRevokedKeyIsRefusedOnEveryPort() throws Exception {
    start();
    var revoked = "@revoked * " + TestKeys.publicLine(ED25519) + "\n" + line(ED25519);

    assertRefused(HostKeys.knownHosts(revoked), "which known_hosts says is revoked");
  }

  @Test
  void aServerThatWasRebuiltIsBelievedByTheCertificateOfItsNewKey() throws Exception {
    certified("-n", "127.0.0.1");

    assertThat(keyBelieved(authority("127.0.0.1"))).contains("cert");
    assertThat(keyBelieved(HostKeys.knownHosts(authorityLine("*")))).contains("cert");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    certified("-n", "127.0.0.1");
    var other = "@cert-authority * " + TestKeys.publicLine(TestKeys.ed25519());

    assertRefused(
        HostKeys.knownHosts(other),
        "a host certificate signed by " + HostKeys.describe(AUTHORITY.getPublic()),
        "does not list as an authority");
  }

  @Test
  void aRevokedAuthorityVouchesForNobody() throws Exception {
    certified("-n", "127.0.0.1");
    var revoked = authorityLine("*") + "@revoked * " + TestKeys.publicLine(AUTHORITY);

    assertRefused(HostKeys.knownHosts(revoked), "is revoked");
  }

  @Test
  void aCertificateForAnotherHostOrForAllOrOutOfDateIsRefused() throws Exception {
    certified("-n", "bosh.example.com");
    assertRefused(authority("127.0.0.1"), "it is for another host name");
    server().close();

    certified();
    assertRefused(authority("127.0.0.1"), "it names no host");
    server().close();

    certified("-n", "127.0.0.1", "-V", "20200101:20200102");
    assertRefused(authority("127.0.0.1"), "it has expired, or is not valid yet");
  }

  @Test
  void aKeyThatIsKnownByItselfIsEnoughWhereTheCertificateDoesNotHold() throws Exception {
    certified("-n", "bosh.example.com");

    assertThat(keyBelieved(HostKeys.knownHosts(authorityLine("*") + line(ED25519))))
        .isEqualTo(HostKeys.describe(ED25519.getPublic()));
  }

  @Test
  void theBotMayHaveAUserCertificateBesideItsKeyOrAfterIt() throws Exception {
    var trusted = Files.writeString(folder.resolve("user-ca.pub"), TestKeys.publicLine(AUTHORITY));
    start("TrustedUserCAKeys " + trusted);
    var own = TestKeys.ed25519();
    var signing = Signing.in(Files.createTempDirectory(folder, "ca"), AUTHORITY);
    var certificate = signing.user(own, "-n", server().address().user());
    var key = Files.writeString(folder.resolve("id"), TestKeys.openSsh(own));

    var inOneText = TestKeys.openSsh(own) + Files.readString(certificate);
    logIn(SshIdentity.of(inOneText));
    Files.copy(certificate, folder.resolve("id-cert.pub"));
    logIn(new SshIdentity.KeyFile(key));

    assertThat(server().logins()).isEqualTo(2);
    assertThatThrownBy(() -> logIn(SshIdentity.of(TestKeys.openSsh(own))))
        .hasMessageContaining("does not accept the key");
    var old = signing.user(own, "-n", server().address().user(), "-V", "20200101:20200102");
    var late = TestKeys.openSsh(own) + Files.readString(old);
    assertThatThrownBy(() -> logIn(SshIdentity.of(late)))
        .hasMessageContaining("the certificate of the SSH key in the settings has expired");
  }

  @Test
  void anAgentWithTooManyKeysIsToldToHoldOne() throws Exception {
    start("MaxAuthTries 2");
    var agent = TestAgent.start(folder);
    try {
      for (int i = 0; i < 4; i++) {
        agent.add(TestKeys.ed25519());
      }
      agent.add(server().userKey());

      assertThatThrownBy(() -> logIn(agent.identity()))
          .hasMessageContaining("keys: 'Too many authentication failures'")
          .hasMessageContaining("keep only its own key in the agent");
    } finally {
      agent.stop();
    }
  }

  @Test
  void anAgentWithoutAKeyIsTheCulpritAndNotTheServer() throws Exception {
    start();
    var agent = TestAgent.start(folder);
    try {
      assertThatThrownBy(() -> logIn(agent.identity()))
          .hasMessageContaining("the ssh-agent at")
          .hasMessageContaining("holds no key");
    } finally {
      agent.stop();
    }
  }

  private void logIn(SshIdentity identity) {
    var access = new SshAccess(identity, server().access().hostKeys());
    new SshDialer(access).open(server().address(), PATIENCE).close();
  }

  private HostKeys authority(String hosts) {
    return HostKeys.knownHosts(authorityLine(hosts));
  }

  private String authorityLine(String hosts) {
    return "@cert-authority %s %s%n".formatted(hosts, TestKeys.publicLine(AUTHORITY));
  }

  private String line(KeyPair key) {
    return "[127.0.0.1]:%d %s%n".formatted(server().address().port(), TestKeys.publicLine(key));
  }

  /** Starts a server whose ed25519 key is signed by the authority, with these further options. */
  private void certified(String... options) throws Exception {
    var signing = Signing.in(Files.createTempDirectory(folder, "ca"), AUTHORITY);
    var certificate = signing.host(ED25519, options);
    start("HostCertificate " + certificate);
  }
}
