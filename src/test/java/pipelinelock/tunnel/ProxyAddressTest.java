package pipelinelock.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.ssh.SshServer;
import pipelinelock.tunnel.ProxyAddress.Socks;
import pipelinelock.tunnel.ProxyAddress.SocksLogin;
import pipelinelock.tunnel.ProxyAddress.Ssh;

class ProxyAddressTest {
  /** As {@code bbl print-env} prints it. */
  private static final String PRINTED =
      """
      export BOSH_CLIENT=admin
      export BOSH_CLIENT_SECRET=hunter2
      export BOSH_ENVIRONMENT=https://10.0.0.6:25555
      export BOSH_CA_CERT='-----BEGIN CERTIFICATE-----
      MIIE+zCCAuOgAwIBAgIBATANBgkqhkiG9w0BAQsFADAmMQswCQYDVQQGEwJVUzE=
      -----END CERTIFICATE-----
      '
      export CREDHUB_CLIENT=credhub-admin
      export CREDHUB_SECRET=hunter2
      export CREDHUB_SERVER=https://10.0.0.6:8844
      export JUMPBOX_PRIVATE_KEY=/tmp/a/bosh_jumpbox_private.key
      export BOSH_ALL_PROXY=ssh+socks5://jumpbox@35.1.2.3:22?private-key=/tmp/a/bosh_jumpbox_private.key
      """;

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("socks5://localhost:25555", new Socks("localhost", 25_555, Optional.empty())),
        arguments("socks5h://localhost:25555", new Socks("localhost", 25_555, Optional.empty())),
        arguments(
            "export BOSH_ALL_PROXY='socks5://10.0.0.1:1080'",
            new Socks("10.0.0.1", 1080, Optional.empty())),
        arguments(
            "BOSH_ALL_PROXY=\"ssh+socks5://jumpbox@10.0.0.5:22?private-key=$JUMPBOX_PRIVATE_KEY\"\n"
                + "JUMPBOX_PRIVATE_KEY=/keys/id",
            ssh("jumpbox", "10.0.0.5", 22, "/keys/id")),
        arguments(PRINTED, ssh("jumpbox", "35.1.2.3", 22, "/tmp/a/bosh_jumpbox_private.key")),
        arguments("socks5://[::1]:1080/", new Socks("::1", 1080, Optional.empty())),
        arguments(
            "socks5://bot:p%40ss:+1@10.0.0.1:1080",
            new Socks("10.0.0.1", 1080, Optional.of(new SocksLogin("bot", "p@ss:+1")))),
        arguments(
            "socks5://bot@proxy:1080",
            new Socks("proxy", 1080, Optional.of(new SocksLogin("bot", "")))),
        arguments(
            "ssh+socks5://vcap@bosh.example.com:22?private-key=/home/me/id_rsa",
            ssh("vcap", "bosh.example.com", 22, "/home/me/id_rsa")),
        arguments(
            "ssh+http://bosh.example.com:2222?private-key=%2Fkeys%2Fthe%20one+only",
            ssh("jumpbox", "bosh.example.com", 2222, "/keys/the one only")),
        arguments(
            "ssh+socks5://jumpbox@[2001:db8::1]:22",
            new Ssh(new SshServer("jumpbox", "2001:db8::1", 22), Optional.empty())));
  }

  private static Ssh ssh(String user, String host, int port, String key) {
    return new Ssh(new SshServer(user, host, port), Optional.of(Path.of(key)));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anAddressIsReadAsTheBoshCliReadsIt(String text, ProxyAddress expected) {
    assertThat(ProxyAddress.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://hunter2:8080                       | must start with socks5:// or ssh+socks5://
          socks4://hunter2:1080                     | must start with socks5:// or ssh+socks5://
          ssh+socks5://me@hunter2:22,me@hunter3:22  | names more than one jumpbox
          ssh+socks5://hunter2,hunter3:22           | names more than one jumpbox
          SOCKS5://hunter2:1080                     | must start with socks5:// or ssh+socks5://
          hunter2:1080                              | must start with socks5:// or ssh+socks5://
          ssh+://hunter2:22                         | must start with socks5:// or ssh+socks5://
          socks5://hunter2                          | no port
          socks5://hunter2:0                        | no port
          socks5://hunter2:65536                    | no port
          ssh+socks5://jumpbox@hunter2?private-key=/k | no port
          socks5://:1080 | no valid host
          socks5://hunter_2:1080 | no valid host
          socks5://bot:hunt er2@proxy:1080          | character that a URL cannot contain
          socks5://proxy:1080/hunter2               | has a path
          socks5://proxy:1080#hunter2               | has a path
          socks5://proxy:1080?hunter2               | after '?'
          ssh+socks5://bot:hunter2@proxy:22         | has a password
          ssh+socks5://proxy:22?private-key=        | only private-key=/path
          ssh+socks5://proxy:22?key=/hunter2        | only private-key=/path
          ssh+socks5://proxy:22?private-key=/hunter2&x=1 | only private-key=/path
          """,
      quoteCharacter = '"')
  void whatIsNoAddressIsRefusedAndNotQuoted(String text, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProxyAddress.parse(text))
        .withMessageContaining(words)
        .withMessageNotContaining("hunt")
        .withNoCause();
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(ProxyAddress.parse("socks5://bot:hunter2@proxy:1080").toString())
        .contains("bot")
        .doesNotContain("hunter2");
  }
}
