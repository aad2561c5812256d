package pipelinelock.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;

/** A real {@code ssh-agent}. A test without one is skipped. */
public record TestAgent(Process process, Path socket) {
  private static final Path AGENT = Path.of("/usr/bin/ssh-agent");

  public static TestAgent start(Path folder) throws IOException {
    assumeThat(Files.isExecutable(AGENT))
        .as("no ssh-agent here: install openssh-client to run this test")
        .isTrue();
    var socket = folder.resolve("agent.sock");
    var process = new ProcessBuilder(AGENT.toString(), "-D", "-a", socket.toString()).start();
    await().until(() -> Files.exists(socket));
    return new TestAgent(process, socket);
  }

  public SshIdentity identity() {
    return SshIdentity.of("agent:" + socket);
  }

  public void add(KeyPair pair) throws IOException, InterruptedException {
    var key = Files.createTempFile(socket.getParent(), "key", "");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(key, TestKeys.openSsh(pair));
    var adding = new ProcessBuilder("ssh-add", key.toString()).redirectErrorStream(true);
    adding.environment().put("SSH_AUTH_SOCK", socket.toString());
    var added = adding.start();
    var output = new String(added.getInputStream().readAllBytes(), UTF_8);
    assertThat(added.waitFor()).as(output).isZero();
  }

  public void stop() {
    process.destroyForcibly();
  }
}
