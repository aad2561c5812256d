package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.ClosedPort;
import pipelinelock.tunnel.ProxyAddress.Socks;
import pipelinelock.tunnel.ProxyAddress.SocksLogin;

class SocksTunnelTest {
  @AutoClose private final Website website = new Website();

  SocksTunnelTest() throws IOException {}

  @Test
  void namesAreHandedToTheProxyUnresolved() throws Exception {
    try (var proxy = new SocksServer(website.port(), false);
        var tunnel = Tunnel.socks(new Socks("localhost", proxy.port(), Optional.empty()))) {
      assertThat(get(tunnel, website.request("director.invalid", ""))).isEqualTo("hello");

      assertThat(proxy.asked()).containsExactly("director.invalid");
    }
  }

  @Test
  void aProxyThatAsksForALoginGetsItsOwn() throws Exception {
    try (var proxy = new SocksServer(website.port(), true);
        var other = new SocksServer(website.port(), true);
        var tunnel = through(proxy, "s3cret");
        var wrong = through(other, "other")) {
      assertThat(get(tunnel, website.request("director.invalid", ""))).isEqualTo("hello");
      assertThatThrownBy(() -> get(wrong, website.request("director.invalid", "")))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("does not accept the password of bot");

      assertThat(proxy.logins()).containsExactly("bot:s3cret");
      assertThat(other.logins()).isNotEmpty().containsOnly("bot:other");
    }
  }

  @Test
  void aPasswordMayBeUtf8() throws Exception {
    try (var proxy = new SocksServer(website.port(), true);
        var tunnel = through(proxy, "pässwörd")) {
      assertThat(get(tunnel, website.request("director.invalid", ""))).isEqualTo("hello");

      assertThat(proxy.logins()).containsExactly("bot:pässwörd");
    }
  }

  @Test
  void aProxyThatIsAwayIsSaidToBe() throws Exception {
    try (var tunnel = Tunnel.socks(new Socks("127.0.0.1", ClosedPort.number(), Optional.empty()))) {
      assertThatThrownBy(() -> get(tunnel, website.request("director.invalid", "")))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("could not be reached: the connection was refused");
    }
  }

  private static Tunnel through(SocksServer proxy, String password) {
    var login = new SocksLogin("bot", password);
    return Tunnel.socks(new Socks("localhost", proxy.port(), Optional.of(login)));
  }

  private static String get(Tunnel tunnel, Request request) throws IOException {
    try (var response = tunnel.through(new OkHttpClient()).newCall(request).execute()) {
      return response.body().string();
    }
  }
}
