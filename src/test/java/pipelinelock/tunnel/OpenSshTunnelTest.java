package pipelinelock.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import pipelinelock.ssh.OpenSsh;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshIdentity;
import pipelinelock.ssh.TestKeys;

/** Through a real {@code sshd}. */
class OpenSshTunnelTest extends SshTunnelContract<OpenSsh> {
  private static final Path AGENT = Path.of("/usr/bin/ssh-agent");

  @Override
  OpenSsh server(Path at) throws IOException {
    return new OpenSsh(at);
  }

  @Test
  void aServerThatFallsSilentIsLeftAndTheTunnelRebuilt() throws Exception {
    get(website.request(""));

    server.freeze();

    await().until(() -> server.logins() == 2);
    assertThat(get(website.request(""))).isEqualTo("hello");
  }

  @Test
  void anAgentMayHoldTheKey() throws Exception {
    assumeThat(Files.isExecutable(AGENT))
        .as("no ssh-agent here: install openssh-client to run this test")
        .isTrue();
    var socket = folder.resolve("agent.sock");
    var agent = new ProcessBuilder(AGENT.toString(), "-D", "-a", socket.toString()).start();
    try {
      await().until(() -> Files.exists(socket));
      add(socket);
      use(new SshAccess(SshIdentity.of("agent:" + socket), server.access().hostKeys()));

      assertThat(get(website.request(""))).isEqualTo("hello");
    } finally {
      agent.destroyForcibly();
    }
  }

  private void add(Path socket) throws Exception {
    var key = Files.writeString(folder.resolve("user"), TestKeys.openSsh(server.userKey()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    var adding = new ProcessBuilder("ssh-add", key.toString()).redirectErrorStream(true);
    adding.environment().put("SSH_AUTH_SOCK", socket.toString());
    var process = adding.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
