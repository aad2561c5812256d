package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.http.TestAuthority;
import pipelinelock.ssh.TestKeys;
import pipelinelock.tunnel.Answering;
import pipelinelock.tunnel.SocksServer;

/**
 * One secret of each kind that the bot can have, from each place that it can come from: those of
 * the reader, the actor, the proxy, the keys, the record, the witness and AWS. Remotes refuse the
 * bot and repeat all of them; no command prints one.
 */
class PlantedSecretsTest {
  private static final String WORD = "planted";
  private static final Leaks LEAKS = new Leaks(WORD);

  /** What is hard to encode, and can be written in YAML and JSON as it is. */
  private static final String ODD = "/+=&é'";

  @TempDir private Path folder;
  @AutoClose private final OverheardLog log = new OverheardLog();
  @AutoClose private final PlayedAws aws = new PlayedAws();
  private final List<String> words = new ArrayList<>();

  /**
   * Those of a session of AWS. Only AWS gets to see them, so that no other remote repeats them; and
   * of such a session's secrets the process keeps in mind the newest.
   */
  private final List<String> ofSessions = new ArrayList<>();

  private final List<String> keys = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private String remote = "";

  private String secret(String use) {
    return planted("%s%d%s%s".formatted(WORD, words.size() + 1, use, ODD));
  }

  /** One that may have only letters and digits in it. */
  private String token(String begin, String use) {
    return planted("%s%s%d%s".formatted(begin, WORD, words.size() + 1, use));
  }

  private String session(String use) {
    String made = "%s%dsession%s".formatted(WORD, ofSessions.size() + 1, use);
    ofSessions.add(made);
    return made;
  }

  private String planted(String secret) {
    words.add(secret);
    return secret;
  }

  /** A private key in a file; its middle is what nobody may see. */
  private Path key(String name, String text) throws IOException {
    String dense = text.replaceAll("-----[^-]+-----|\\s", "");
    keys.add(dense.substring(dense.length() / 2, dense.length() / 2 + 24));
    return Files.writeString(folder.resolve(name), text);
  }

  @BeforeEach
  void secretsOfTheProcess() {
    variables.put("SLACK_BOT_TOKEN", token("xoxb-", "bottoken"));
    variables.put("SLACK_APP_TOKEN", token("xapp-", "apptoken"));
    variables.put("SLACK_SIGNING_SECRET", token("", "signing00000000"));
    variables.put("RECORD_PASSWORD", secret("record"));
    variables.put("WITNESS_PASSWORD", secret("witness"));
    variables.put("GIT_PASSWORD", secret("git"));
    variables.put("DEV06_PASSWORD", secret("dev06"));
    variables.put("AWS_ACCESS_KEY_ID", "ASIA00000000");
    variables.put("AWS_SECRET_ACCESS_KEY", session("awskey"));
    variables.put("AWS_SESSION_TOKEN", session("awstoken"));
    variables.put("AWS_ENDPOINT_URL", aws.url());
    variables.put("HOME", folder.toString());
  }

  @Test
  void noneOfThemIsInWhatACommandPrintsOrLogs() throws IOException {
    aws.knowsTheBot()
        .letsItTakeOnTheRole(session("roletoken"))
        .hasObject("/state/vars.yml", "reader: " + secret("reader"))
        .hasSecret(secret("concourse"))
        .hasParameter(secret("parameter"));
    Files.writeString(folder.resolve("actor"), secret("actor"));
    String literal = token("", "literal");
    String proxyPassword = token("", "proxy");
    var gitKey = key("git-key", TestKeys.openSsh(TestKeys.ed25519()));
    var jumpboxKey = key("jumpbox-key", TestKeys.openSsh(TestKeys.rsa()));
    var authority = TestAuthority.in(Files.createDirectory(folder.resolve("tls")));
    var clientKey = key("client-key", authority.clientKeyPkcs8());
    key("checkpoint-key", SigningKey.generate().pem());
    var client = Files.writeString(folder.resolve("client"), authority.clientPem());
    assertThat(words.size() + ofSessions.size() + keys.size()).isGreaterThanOrEqualTo(20);
    try (var remotes = new EchoingRemotes(words);
        var proxy = new SocksServer(remotes.url().getPort(), true);
        var ssh = Answering.with(String.join(" ", words.subList(3, 8)) + "\r\n")) {
      remote = remotes.url().toString();
      var bosh = "url: %s, deployment: concourse".formatted(remotes.url());
      var file =
          settings(
              remotes,
              // Reached directly; values from three places, and a second client who acts.
              environment(
                  "dev04",
                  "git: {uri: '%s/git/1.git', username: bot, password: '${GIT_PASSWORD}'}"
                      .formatted(remotes.url()),
                  bosh
                      + "4, client: reader, client_secret: 's3://state/vars.yml#reader', actor: {client: actor, client_secret: 'file:%s'}"
                          .formatted(folder.resolve("actor")),
                  "aws-secretsmanager:lock/concourse"),
              // Behind a proxy with a login, as a user, with a certificate of its own.
              environment(
                  "dev05",
                  "git: {uri: 'ssh://git@127.0.0.1:%d/l.git', private_key: 'file:%s', known_hosts: '%s'}"
                      .formatted(ssh.port(), gitKey, TestKeys.fingerprint(TestKeys.ed25519())),
                  bosh
                      + "5, username: admin, password: 'aws-ssm:/dev05/admin', client_certificate: 'file:%s', client_key: 'file:%s', proxy: 'socks5://bot:%s@127.0.0.1:%d'"
                          .formatted(client, clientKey, proxyPassword, proxy.port()),
                  "aws-secretsmanager:lock/concourse"),
              // Behind a jumpbox that repeats what it should not know.
              environment(
                  "dev06",
                  "git: {uri: '%s/git/6.git', username: bot, password: '${DEV06_PASSWORD}'}"
                      .formatted(remotes.url()),
                  bosh
                      + "6, client: reader, client_secret: 's3://state/vars.yml#reader', proxy: 'ssh+socks5://jumpbox@127.0.0.1:%d?private-key=%s'"
                          .formatted(ssh.port(), jumpboxKey),
                  "literal:" + literal));
      var printed = new StringBuilder();
      printed.append(run(file, "check-config", "--limit=20"));
      printed.append(run(file, "check-config", "--json", "--limit=20"));
      printed.append(run(file, "status", "--wait", "--json"));
      for (String name : List.of("dev04", "dev05", "dev06")) {
        printed.append(run(file, "status", "--wait", "--details", name));
      }
      printed.append(run(file, "check-config", "--offline"));
      printed.append(run(misplaced(file, WORD + "misplaced"), "check-config"));

      assertThat(remotes.told()).as("what remotes repeated").containsAll(words);
      String all = printed + log.text();
      assertThat(all.split("\\*\\*\\*", -1)).as("echoes that arrived").hasSizeGreaterThan(30);
      assertThat(all)
          .as("each way was gone")
          .contains("closed the connection before any SSH greeting")
          .contains("does not accept the password of bot")
          .contains("bosh actor rights");
      assertThat(LEAKS.in(all)).isEmpty();
      assertThat(all).doesNotContain(keys).doesNotContain("PRIVATE KEY");
    }
  }

  private String run(Path file, String... command) {
    var all = Stream.concat(Stream.of(command), Stream.of("--config=" + file));
    var done = Command.run(variables, all.toArray(String[]::new));
    return done.out() + done.err();
  }

  /** A secret where a name, a number or a key belongs. */
  private static Path misplaced(Path file, String secret) throws IOException {
    String broken =
        Files.readString(file)
            .replace("tier: dev\n    channel", "tier: %s\n    channel".formatted(secret))
            .replace("  team_id:", "  %s: true\n  team_id:".formatted(secret))
            .replace("port: 0", "port: " + secret);
    return Files.writeString(file.resolveSibling("broken.yml"), broken);
  }

  private Path settings(EchoingRemotes remotes, String... environments) throws IOException {
    String text =
        """
        http: {host: 127.0.0.1, port: 0}
        record: {url: 'jdbc:postgresql://127.0.0.1:1/lock?sslmode=disable', username: bot, password: '${RECORD_PASSWORD}'}
        checkpoints:
          key: file:%3$s
          git: {uri: '%1$s/git/w.git', file: dev, username: bot, password: '${WITNESS_PASSWORD}'}
        slack:
          bot_token: ${SLACK_BOT_TOKEN}
          app_token: ${SLACK_APP_TOKEN}
          mode: socket
          signing_secrets: ["${SLACK_SIGNING_SECRET}"]
          team_id: T0REHEARSAL
          app_id: A0PIPELOCK
          api_url: %1$s/slack/api/
        approvals: {approvers: {users: [U0ANA, U0BEN, U0CLEO]}}
        environments:
        %2$s"""
            .formatted(
                remotes.url(), String.join("", environments), folder.resolve("checkpoint-key"));
    return Files.writeString(folder.resolve("pipeline-lock.yml"), text);
  }

  private String environment(String name, String lock, String bosh, String password) {
    return """
      %1$s:
        tier: dev
        channel: C0INCIDENTS
        aws: {region: eu-west-1, role_arn: '%2$s'}
        lock: {pool: create-cloudfoundry, %3$s}
        concourse:
          url: %4$s/%1$s
          username: bot
          password: %6$s
          pipeline: create-cloudfoundry
        bosh: {%5$s, worker_groups: [worker], web_groups: [web]}
    """
        .formatted(name, PlayedAws.ROLE, lock, remote, bosh, password);
  }
}
