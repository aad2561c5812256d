package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import pipelinelock.Patience;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.ssh.MinaSsh;
import pipelinelock.ssh.SshServer;

/** Through a server in the process: everywhere, and with a look at what it is asked. */
class MinaTunnelTest extends SshTunnelContract<MinaSsh> {
  @Override
  MinaSsh server(Path at) {
    return new MinaSsh();
  }

  @Test
  void namesAreResolvedAtTheFarEnd() {
    assertThatThrownBy(() -> get(website.request("director.example", "")))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("cannot resolve the host of director.example:");

    assertThat(server.asked()).containsExactly("director.example");
  }

  @Test
  void aServerThatSaysNothingHoldsNobodyBeyondTheLimitOfTheCall() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var other =
            new SshTunnel(
                new SshServer("jumpbox", "127.0.0.1", silent.getLocalPort()),
                server.access(),
                QUICK)) {
      var hasty =
          other.through(new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(2)).build());

      long began = System.nanoTime();
      assertThatThrownBy(() -> hasty.newCall(website.request("")).execute())
          .isInstanceOfSatisfying(
              RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT))
          .hasMessageContaining("sent no SSH greeting within 2 s");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Patience.LIMIT);
    }
  }

  @Test
  void aHostThatDnsDoesNotKnowIsSaidSo() throws Exception {
    try (var lost =
        new SshTunnel(new SshServer("jumpbox", "bosh.invalid", 22), server.access(), QUICK)) {
      assertThatThrownBy(
              () -> lost.through(new OkHttpClient()).newCall(website.request("")).execute())
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("jumpbox@bosh.invalid:22 has a host name that does not resolve");
    }
  }
}
