package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pipelinelock.ssh.OpenSsh;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.TestAgent;

/** Through a real {@code sshd}. */
class OpenSshTunnelTest extends SshTunnelContract<OpenSsh> {
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
    var agent = TestAgent.start(folder);
    try {
      agent.add(server.userKey());
      use(new SshAccess(agent.identity(), server.access().hostKeys()));

      assertThat(get(website.request(""))).isEqualTo("hello");
    } finally {
      agent.stop();
    }
  }
}
