package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.MadeTable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.ClosedPort;
import pipelinelock.ssh.HostKeys;
import pipelinelock.ssh.OpenSsh;
import pipelinelock.ssh.Signing;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshIdentity;
import pipelinelock.ssh.SshServer;
import pipelinelock.ssh.TestAgent;
import pipelinelock.ssh.TestKeys;
import pipelinelock.tunnel.ProxyAddress.Socks;
import pipelinelock.tunnel.ProxyAddress.SocksLogin;

/**
 * What is said when the way to a Director fails, at each part of it: made to fail here, against a
 * real {@code sshd}, and written down in docs/way-in.md.
 */
class WayInDocumentTest {
  private static final List<String> SECRETS = List.of("hunter2", "pässwörd", "s3cret");
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final TunnelPace PACE =
      new TunnelPace(Duration.ofSeconds(8), Duration.ofSeconds(10), Duration.ofMillis(50), SOON, 1);

  @TempDir private Path folder;
  @AutoClose private final Website website = new Website();
  private final List<String> rows = new ArrayList<>();
  private final KeyPair ed25519 = TestKeys.ed25519();
  private final KeyPair authority = TestKeys.ed25519();
  private int servers;

  WayInDocumentTest() throws IOException {}

  @Test
  void theDocumentSaysWhatIsSaid() throws Exception {
    proxies();
    jumpboxThatIsNone();
    hostKeys();
    hostCertificates();
    keys();
    agents();
    logins();
    forwarding();

    MadeTable.check(
        Path.of("docs/way-in.md"),
        getClass(),
        "| part | what is wrong | message | what to do |\n| --- | --- | --- | --- |\n",
        rows);
  }

  private void proxies() throws Exception {
    socks("its name is wrong", new Socks("proxy.invalid", 1080, Optional.empty()));
    socks("it does not run", new Socks("127.0.0.1", ClosedPort.number(), Optional.empty()));
    try (var silent = Answering.nothing()) {
      socks("it sends nothing", at(silent.port()));
    }
    try (var web = Answering.with("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      socks("it is a web server", at(web.port()));
    }
    try (var ssh = Answering.with("SSH-2.0-OpenSSH_9.2\r\n")) {
      socks("it is an SSH server", at(ssh.port()));
    }
    try (var old = Answering.with("\0\133")) {
      socks("it is a SOCKS 4 proxy", at(old.port()));
    }
    try (var mute = Answering.with("")) {
      socks("it blocks this machine", at(mute.port()));
    }
    try (var proxy = SocksServer.choosy()) {
      socks("it asks for a login", at(proxy.port()));
    }
    try (var proxy = new SocksServer(website.port(), true)) {
      socks(
          "the password is wrong",
          new Socks("127.0.0.1", proxy.port(), Optional.of(new SocksLogin("bot", "hunter2"))));
    }
    for (int reply = 1; reply <= 8; reply++) {
      try (var proxy = SocksServer.replying(reply)) {
        socks("reply %d".formatted(reply), at(proxy.port()));
      }
    }
    try (var director = Answering.with("");
        var proxy = new SocksServer(director.port(), false)) {
      socks("`ssh -D` whose far end does not reach it", at(proxy.port()));
    }
  }

  private static Socks at(int port) {
    return new Socks("127.0.0.1", port, Optional.empty());
  }

  private void socks(String cause, Socks address) {
    try (var tunnel = Tunnel.socks(address)) {
      row("proxy", cause, tunnel);
    }
  }

  private void jumpboxThatIsNone() throws Exception {
    var access = new SshAccess(key(), HostKeys.none());
    ssh("jumpbox", "its name is wrong", new SshServer("jumpbox", "jumpbox.invalid", 22), access);
    ssh("jumpbox", "sshd does not run", jumpbox(ClosedPort.number()), access);
    try (var silent = Answering.nothing()) {
      ssh("jumpbox", "the port sends nothing", jumpbox(silent.port()), access);
    }
    try (var web = Answering.with("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      ssh("jumpbox", "the port is a web server's", jumpbox(web.port()), access);
    }
    try (var full = Answering.with("Exceeded MaxStartups\r\n")) {
      ssh("jumpbox", "too many connections at once", jumpbox(full.port()), access);
    }
    sshd("jumpbox", "no key exchange in common", "KexAlgorithms diffie-hellman-group1-sha1");
    sshd("jumpbox", "no cipher in common", "Ciphers 3des-cbc");
    sshd("jumpbox", "no MAC in common", "Ciphers aes128-ctr", "MACs umac-64@openssh.com");
  }

  private static SshServer jumpbox(int port) {
    return new SshServer("jumpbox", "127.0.0.1", port);
  }

  private void hostKeys() throws Exception {
    try (var server = start()) {
      var known = server.knownHosts();
      var other = TestKeys.publicLine(TestKeys.ed25519());
      with(server, "the settings have no key", HostKeys.none());
      with(
          server,
          "another key is pinned",
          HostKeys.pinned(TestKeys.fingerprint(TestKeys.ed25519())));
      with(
          server,
          "`known_hosts` has another",
          HostKeys.knownHosts(known.substring(0, known.indexOf(' ') + 1) + other));
      with(server, "`known_hosts` has none", HostKeys.knownHosts("else.example.com " + other));
      with(
          server,
          "the key is revoked",
          HostKeys.knownHosts("@revoked * " + TestKeys.publicLine(server.hostKey())));
      with(server, "only an authority is known", HostKeys.knownHosts("@cert-authority * " + other));
    }
  }

  private void hostCertificates() throws Exception {
    var trusted = HostKeys.knownHosts("@cert-authority * " + TestKeys.publicLine(authority));
    var signing = Signing.in(Files.createDirectory(folder.resolve("ca")), authority);
    certified("its certificate is for another host", trusted, signing, "-n", "bosh.example.com");
    certified("its certificate is for every host", trusted, signing);
    certified(
        "its certificate has expired",
        trusted,
        signing,
        "-n",
        "127.0.0.1",
        "-V",
        "20200101:20200102");
    certified(
        "another authority signed its certificate",
        HostKeys.knownHosts("@cert-authority * " + TestKeys.publicLine(ed25519)),
        signing,
        "-n",
        "127.0.0.1");
  }

  private void certified(String cause, HostKeys known, Signing signing, String... options)
      throws Exception {
    try (var server = start("HostCertificate " + signing.host(ed25519, options))) {
      with(server, cause, known);
    }
  }

  private void with(OpenSsh server, String cause, HostKeys known) {
    ssh("host key", cause, server.address(), new SshAccess(server.access().identity(), known));
  }

  private void keys() throws Exception {
    try (var server = start()) {
      var encrypted = TestKeys.encrypted(server.userKey(), "hunter2");
      var file = folder.resolve("none");
      login(server, "its file is not there", new SshIdentity.KeyFile(file));
      login(server, "it has a passphrase", new SshIdentity.Key(encrypted));
      login(
          server, "the passphrase is wrong", new SshIdentity.Key(encrypted, Optional.of("s3cret")));
      login(
          server,
          "it is the public key",
          new SshIdentity.Key(TestKeys.publicLine(server.userKey())));
      login(server, "it is PuTTY's", new SshIdentity.Key("PuTTY-User-Key-File-3: ssh-ed25519\n"));
      login(
          server,
          "it was cut off",
          new SshIdentity.Key(TestKeys.openSsh(server.userKey()).substring(0, 200)));
      login(server, "the agent does not run", new SshIdentity.Agent(file));
    }
  }

  private void agents() throws Exception {
    var agent = TestAgent.start(folder);
    try (var server = start("MaxAuthTries 2")) {
      login(server, "the agent holds no key", agent.identity());
      for (int i = 0; i < 4; i++) {
        agent.add(TestKeys.ed25519());
      }
      login(server, "the agent holds too many keys", agent.identity());
    } finally {
      agent.stop();
    }
  }

  private void login(OpenSsh server, String cause, SshIdentity identity) {
    ssh("key", cause, server.address(), new SshAccess(identity, server.access().hostKeys()));
  }

  private void logins() throws Exception {
    try (var server = start()) {
      var stranger = new SshIdentity.Key(TestKeys.openSsh(TestKeys.ed25519()));
      ssh(
          "login",
          "the jumpbox does not know the key",
          server.address(),
          new SshAccess(stranger, server.access().hostKeys()));
    }
    sshd("login", "the user may not log in", "AllowUsers somebody-else");
    sshd("login", "key logins are off", "PubkeyAuthentication no");
    sshd(
        "login",
        "a second factor is required",
        "PasswordAuthentication yes",
        "AuthenticationMethods publickey,password");
  }

  private void forwarding() throws Exception {
    sshd("forwarding", "it is forbidden there", "AllowTcpForwarding no");
    sshd("forwarding", "only another target is allowed", "PermitOpen 192.0.2.1:25555");
    try (var server = start()) {
      server.authorise("restrict " + TestKeys.publicLine(server.userKey()));
      ssh("forwarding", "the key has no permission", server.address(), server.access());
    }
    try (var server = start();
        var tunnel = new SshTunnel(server.address(), server.access(), PACE)) {
      row(
          "name",
          "the jumpbox does not know the Director's name",
          tunnel,
          "director.invalid",
          25_555);
      row("port", "the Director does not run", tunnel, "127.0.0.1", ClosedPort.number());
    }
  }

  private OpenSsh start(String... options) throws IOException {
    var place = Files.createDirectory(folder.resolve("sshd" + servers++));
    return new OpenSsh(place, List.of(ed25519), options);
  }

  private void sshd(String part, String cause, String... options) throws IOException {
    try (var server = start(options)) {
      ssh(part, cause, server.address(), server.access());
    }
  }

  private void ssh(String part, String cause, SshServer server, SshAccess access) {
    try (var tunnel = new SshTunnel(server, access, PACE)) {
      row(part, cause, tunnel);
    }
  }

  private static SshIdentity key() {
    return new SshIdentity.Key(TestKeys.openSsh(TestKeys.ed25519()));
  }

  private void row(String part, String cause, Tunnel tunnel) {
    row(part, cause, tunnel, "127.0.0.1", website.port());
  }

  /** Sends a request that cannot succeed, and notes what is said. */
  private void row(String part, String cause, Tunnel tunnel, String host, int port) {
    var hasty =
        tunnel.through(new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(4)).build());
    var request =
        website.request(host, "").newBuilder().url("http://%s:%d/".formatted(host, port)).build();
    var failure =
        catchThrowableOfType(
            RemoteFailure.class,
            () -> {
              try (var response = hasty.newCall(request).execute()) {
                assertThat(response.code()).as(cause).isZero();
              }
            });
    assertThat(failure).as(cause).isNotNull();
    assertThat(Throwables.getStackTraceAsString(failure)).doesNotContain(SECRETS);
    assertThat(failure.cure()).as(cause).isPresent();
    rows.add(
        "| %s | %s | %s | %s |\n"
            .formatted(part, cause, stable(failure.what()), stable(failure.cure().orElseThrow())));
  }

  /** Without what is another each time. */
  private String stable(String text) {
    return text.replace(folder.toString(), "/etc/pipeline-lock")
        .replaceAll("(?<=\\w)@127\\.0\\.0\\.1:\\d+", "@HOST:PORT")
        .replaceAll("127\\.0\\.0\\.1:\\d+|director\\.invalid:\\d+", "HOST:PORT")
        .replaceAll("SHA256:[A-Za-z0-9+/]{43}", "SHA256:…")
        .replaceAll(
            Pattern.quote(System.getProperty("user.name")) + "(?=@HOST)|(?<=for the user )\\S+",
            "jumpbox")
        .replaceAll("within \\d+(\\.\\d+)? s", "within N s")
        .replaceAll("after \\d+ keys", "after N keys")
        .replace("|", "\\|");
  }
}
