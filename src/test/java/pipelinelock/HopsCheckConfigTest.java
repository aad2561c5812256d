package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.http.ClosedPort;
import pipelinelock.ssh.OpenSsh;
import pipelinelock.ssh.TestKeys;
import pipelinelock.tunnel.Answering;
import pipelinelock.tunnel.SocksServer;

/**
 * The way to a Director behind a real {@code sshd} or a SOCKS proxy, broken at one stage after the
 * other: check-config names that stage, leaves out what needs it, and tries all the rest.
 */
class HopsCheckConfigTest {
  private static final String LINE = "      deployment: concourse\n";
  private static final String DIRECTOR = "bosh reach";

  @TempDir private static Path folder;
  private static World world;
  private static OpenSsh jumpbox;
  private static Answering plain;
  private static SocksServer proxy;
  private static SocksServer choosy;
  private static String settings = "";
  private static int nobody;

  @BeforeAll
  static void begin() throws IOException {
    world = new World(folder);
    settings = Files.readString(world.file());
    jumpbox = new OpenSsh(Files.createDirectory(folder.resolve("sshd")));
    Files.writeString(folder.resolve("key"), TestKeys.openSsh(jumpbox.userKey()));
    Files.writeString(folder.resolve("stranger"), TestKeys.openSsh(TestKeys.ed25519()));
    proxy = new SocksServer(URI.create(director()).getPort(), true);
    choosy = SocksServer.replying(2);
    plain = Answering.with("HTTP/1.1 400 Bad Request\r\n\r\n");
    nobody = ClosedPort.number();
  }

  @AfterAll
  static void end() throws IOException {
    proxy.close();
    choosy.close();
    plain.close();
    jumpbox.stop();
    world.close();
  }

  private static String ssh(String server, String key, String hostKeys) {
    return """
          proxy: ssh+socks5://%s?private-key=%s
          %s
    """
        .formatted(server, key, hostKeys);
  }

  private static String place() {
    return "%s@127.0.0.1:%d".formatted(jumpbox.address().user(), jumpbox.address().port());
  }

  private static String pin() {
    return "proxy_host_key: " + TestKeys.fingerprint(jumpbox.hostKey());
  }

  private static String socks(String login, int port) {
    return "      proxy: socks5://%s127.0.0.1:%d\n".formatted(login, port);
  }

  private static String director() {
    return world.around().director().url();
  }

  /** What is written of the way, where the Director is said to be, what fails, and its words. */
  private static Stream<Arguments> jumpboxes() {
    return Stream.of(
        argumentSet(
            "its name",
            ssh("jumpbox@jumpbox.invalid:22", "key", pin()),
            director(),
            "jumpbox",
            "has a host name that does not resolve"),
        argumentSet(
            "its port",
            ssh("jumpbox@127.0.0.1:" + nobody, "key", pin()),
            director(),
            "jumpbox",
            "the connection was refused"),
        argumentSet(
            "its host key",
            ssh(place(), "key", "proxy_host_key: " + TestKeys.fingerprint(TestKeys.rsa())),
            director(),
            "jumpbox",
            "presented the host key ssh-ed25519 " + TestKeys.fingerprint(jumpbox.hostKey())),
        argumentSet(
            "the bot's key",
            ssh(place(), "none", pin()),
            director(),
            "jumpbox",
            "there is no SSH key " + folder.resolve("none")),
        argumentSet(
            "the login",
            ssh(place(), "stranger", pin()),
            director(),
            "jumpbox",
            "does not accept the key ssh-ed25519 SHA256:"),
        argumentSet(
            "the Director's name",
            ssh(place(), "key", pin()),
            "https://director.invalid:25555",
            DIRECTOR,
            "cannot resolve the host of director.invalid:25555"),
        argumentSet(
            "the Director's port",
            ssh(place(), "key", pin()),
            "http://127.0.0.1:" + nobody,
            DIRECTOR,
            "reached the host of 127.0.0.1:%d, which refused the connection".formatted(nobody)),
        argumentSet(
            "TLS with the Director",
            ssh(place(), "key", pin()),
            "https://127.0.0.1:"
                + plain.port(), // an sshd resets, and its words may be lost with that
            DIRECTOR,
            "it does not speak TLS on that port"));
  }

  private static Stream<Arguments> proxies() {
    return Stream.of(
        argumentSet(
            "its name",
            "      proxy: socks5://proxy.invalid:1080\n",
            director(),
            "proxy",
            "has a host name that does not resolve"),
        argumentSet(
            "its port",
            socks("", nobody),
            director(),
            "proxy",
            "could not be reached: the connection was refused"),
        argumentSet(
            "another protocol",
            socks("", jumpbox.address().port()),
            director(),
            "proxy",
            "is an SSH server, not a SOCKS 5 proxy"),
        argumentSet(
            "its login is left out",
            socks("", proxy.port()),
            director(),
            "proxy",
            "requires a login, and the settings have none"),
        argumentSet(
            "its rules",
            socks("", choosy.port()),
            director(),
            DIRECTOR,
            "has rules that forbid a connection to "));
  }

  @ParameterizedTest
  @MethodSource({"jumpboxes", "proxies"})
  void theStageThatFailsIsNamedAndTheRestIsTried(
      String way, String director, String stage, String words) throws IOException {
    var rows = check(way, director);

    var failed = rows.stream().filter(it -> text(it, "result").equals("fail")).toList();
    assertThat(failed).extracting(it -> text(it, "check")).containsExactly(stage);
    assertThat(text(failed.getFirst(), "found")).contains(words);
    assertThat(text(failed.getFirst(), "advice")).isNotBlank();
    assertThat(rows.stream().filter(it -> text(it, "result").equals("not_tried")))
        .hasSizeGreaterThanOrEqualTo(stage.equals(DIRECTOR) ? 5 : 6)
        .allSatisfy(
            it -> {
              assertThat(text(it, "check")).startsWith("bosh ");
              assertThat(text(it, "found")).isEqualTo("not tried: needs " + stage);
            });
    assertThat(rows)
        .as("the rest of the environment")
        .filteredOn(it -> text(it, "result").equals("ok"))
        .extracting(it -> text(it, "check"))
        .contains("lock repository", "concourse reach", "concourse pipeline", "approvers");
  }

  @Test
  void aWrongPasswordOfTheProxyIsNamedAndNotShown() throws IOException {
    var failed = check(socks("bot:hunter2@", proxy.port()), director()).stream();

    assertThat(failed.filter(it -> text(it, "result").equals("fail")))
        .singleElement()
        .satisfies(it -> assertThat(text(it, "check")).isEqualTo("proxy"))
        .satisfies(
            it -> assertThat(text(it, "found")).contains("does not accept the password of bot"));
  }

  @Test
  void aKeyThatMayNotForwardReachesTheJumpboxAndNotTheDirector() throws IOException {
    var line = TestKeys.publicLine(jumpbox.userKey());
    try {
      jumpbox.authorise("restrict " + line);
      var rows = check(ssh(place(), "key", pin()), director());

      assertThat(found(rows, "jumpbox")).contains("accepts the bot's login");
      assertThat(found(rows, DIRECTOR)).contains("administratively prohibited");
    } finally {
      jumpbox.authorise(line);
    }
  }

  @Test
  void aWholeWayIsShownWithTheHostKeyToCompare() throws IOException {
    var rows = check(ssh(place(), "key", pin()), director());

    assertThat(rows).noneMatch(it -> text(it, "result").equals("fail"));
    assertThat(found(rows, "jumpbox"))
        .contains(
            "accepts the bot's login",
            "host key ssh-ed25519 " + TestKeys.fingerprint(jumpbox.hostKey()));
    assertThat(found(rows, "bosh rights")).isNotBlank();
  }

  private static List<JsonNode> check(String way, String director) throws IOException {
    Files.writeString(
        world.file(), settings.replace(director(), director).replace(LINE, LINE + way));
    var command = world.run("check-config", "--json", "--limit", "30");
    assertThat(command.out() + command.err()).doesNotContain("hunter2", "PRIVATE KEY");
    var checks = new ObjectMapper().readTree(command.out()).path("checks");
    return StreamSupport.stream(checks.spliterator(), false).toList();
  }

  private static String found(List<JsonNode> rows, String check) {
    return rows.stream()
        .filter(it -> text(it, "check").equals(check))
        .findFirst()
        .map(it -> text(it, "found"))
        .orElse("");
  }

  private static String text(JsonNode row, String key) {
    return Optional.ofNullable(row.get(key)).map(JsonNode::asText).orElse("");
  }
}
