package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.ssh.OpenSsh;
import pipelinelock.ssh.TestKeys;

/**
 * With docs/jumpbox-sshd.conf and the line for {@code authorized_keys} of docs/way-in.md a real
 * sshd lets the bot on to the Director, and to nothing else.
 */
class JumpboxPolicyTest {
  @TempDir private Path folder;
  @AutoClose private final Website director = new Website();
  @AutoClose private final Website other = new Website();

  JumpboxPolicyTest() throws IOException {}

  @Test
  void itLeadsToTheDirectorAndNowhereElse() throws IOException {
    var snippet = Files.writeString(folder.resolve("pipeline-lock.conf"), here(policy()));
    try (var jumpbox = new OpenSsh(folder, List.of(TestKeys.ed25519()), "Include " + snippet)) {
      jumpbox.authorise(here(line()) + TestKeys.publicLine(jumpbox.userKey()));
      try (var tunnel = new SshTunnel(jumpbox.address(), jumpbox.access(), TunnelPace.USUAL)) {
        var through = tunnel.through(new OkHttpClient());

        try (var answer = through.newCall(director.request("127.0.0.1", "")).execute()) {
          assertThat(answer.code()).isEqualTo(200);
        }
        var refused =
            catchThrowableOfType(
                RemoteFailure.class,
                () -> through.newCall(other.request("127.0.0.1", "")).execute().close());
        assertThat(refused).hasMessageContaining("administratively prohibited");
      }
    }
  }

  private static String policy() throws IOException {
    return Files.readString(Path.of("docs/jumpbox-sshd.conf"));
  }

  /** What precedes the key. */
  private static String line() throws IOException {
    var document = Files.readString(Path.of("docs/way-in.md"));
    int from = document.indexOf("    restrict,") + 4;
    return document.substring(from, document.indexOf("ssh-ed25519 AAAA", from));
  }

  private String here(String text) {
    return text.replace("User pipeline-lock", "User " + System.getProperty("user.name"))
        .replace("DIRECTOR:25555", "127.0.0.1:" + director.port())
        .replace("DIRECTOR:8443", "127.0.0.1:" + director.port());
  }
}
