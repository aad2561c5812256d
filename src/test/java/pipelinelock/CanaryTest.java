package pipelinelock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;

/**
 * A thousand secrets, remotes that echo them in every answer, and all that leaves the bot searched
 * for them. Each secret has a word in it that no encoding of text changes, and that is looked for
 * here by other means than the bot's own.
 */
class CanaryTest {
  private static final int ENVIRONMENTS = 250;
  private static final int FEW = 12;
  private static final String WORD = "canary";

  /** What is hard to encode, with which every secret ends. */
  private static final String ODD = "&\"<é/+ %'\\";

  private static final Leaks LEAKS = new Leaks(WORD);

  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>();
  private final List<String> secrets = new ArrayList<>();
  @AutoClose private final OverheardLog log = new OverheardLog();
  private EchoingRemotes remotes;

  @BeforeEach
  void begin() throws IOException {
    var random = new Random(20261130);
    for (int i = 0; i < ENVIRONMENTS; i++) {
      for (var use : List.of("CONCOURSE", "BOSH", "ACTOR", "GIT")) {
        var secret = "%s%d%08x%s".formatted(WORD, i, random.nextInt(), ODD);
        variables.put(use + i, secret);
        secrets.add(secret);
      }
    }
    remotes = new EchoingRemotes(secrets);
  }

  @AfterEach
  void end() {
    remotes.close();
  }

  @Test
  void noneOfAThousandSecretsLeavesByTheTerminal() throws IOException {
    variables.put("SLACK_BOT_TOKEN", "xoxb-" + WORD + "-1");
    variables.put("SLACK_SIGNING_SECRET", WORD + "8f742231b10e8888");
    var slack = remotes.url().resolve("/slack/api/");
    var printed = new StringBuilder();
    printed.append(run(settings(slack, ENVIRONMENTS), "check-config", "--limit=60"));
    var file = settings(slack, FEW);
    printed.append(run(file, "check-config", "--json", "--limit=60"));
    printed.append(run(file, "status", "--wait"));
    printed.append(run(file, "status", "--wait", "--details", "env1"));
    printed.append(run(file, "status", "--wait", "--json"));

    assertThat(remotes.told()).hasSize(4 * ENVIRONMENTS);
    assertThat(printed.toString().split("\\*\\*\\*", -1))
        .as("echoes that arrived")
        .hasSizeGreaterThan(500);
    assertThat(LEAKS.in(printed.toString())).isEmpty();
    assertThat(LEAKS.in(log.text())).isEmpty();
  }

  private String run(Path file, String... words) {
    var all = Stream.concat(Stream.of(words), Stream.of("--config=" + file));
    var command = Command.run(variables, all.toArray(String[]::new));
    return command.out() + command.err();
  }

  @Test
  void noneLeavesBySlackOrTheRecord() throws IOException {
    try (var world = new SimulatedWorld(new WorldTime(InstantSource.system(), 600))) {
      variables.put("SLACK_BOT_TOKEN", world.credentials().slackBotToken());
      variables.put("SLACK_SIGNING_SECRET", world.credentials().slackSigningSecret());
      var file = settings(URI.create(world.slack().apiUrl().toString()), FEW);
      var options = new BotOptions(InstantSource.system(), Optional.empty(), PostingLimits.DEFAULT);
      try (var bot = Bot.of(new SettingsFile(variables).read(file), options)) {
        bot.start();
        world
            .slack()
            .botIsAt(
                URI.create("http://127.0.0.1:" + bot.port() + pipelinelock.web.WebServer.EVENTS));
        var slack = world.slack();
        for (int i = 0; i < FEW; i++) {
          int before = SlackScreen.of(slack).ephemerals(Persona.ANA.id()).size();
          slack.command(
              Persona.ANA.id(),
              SimulatedSlack.INCIDENTS,
              (i % 2 == 0 ? "status --details env" : "recreate env") + i);
          await().until(() -> SlackScreen.of(slack).ephemerals(Persona.ANA.id()).size() > before);
        }
        await()
            .until(
                () ->
                    SlackScreen.of(slack).ephemerals(Persona.ANA.id()).stream()
                        .anyMatch(it -> it.words().contains("***")));

        var said =
            Stream.concat(
                    SlackScreen.of(slack).ephemerals(Persona.ANA.id()).stream(),
                    SlackScreen.of(slack).messages(SimulatedSlack.INCIDENTS).stream())
                .map(message -> message.words() + message.blocks())
                .collect(Collectors.joining("\n"));
        assertThat(LEAKS.in(said)).isEmpty();
      }
      assertThat(LEAKS.in(Files.readString(folder.resolve("record.db"), ISO_8859_1))).isEmpty();
      assertThat(LEAKS.in(log.text())).isEmpty();
    }
  }

  private Path settings(URI slackApi, int environments) throws IOException {
    var text = new StringBuilder();
    text.append(
        """
        http: {host: 127.0.0.1, port: 0}
        record: {file: %s}
        slack:
          bot_token: ${SLACK_BOT_TOKEN}
          signing_secrets: ["${SLACK_SIGNING_SECRET}"]
          team_id: T0REHEARSAL
          app_id: A0PIPELOCK
          api_url: %s
        approvals:
          required: 2
          approvers: {users: [U0ANA, U0BEN, U0CLEO]}
        environments:
        """
            .formatted(folder.resolve("record.db"), slackApi));
    for (int i = 0; i < environments; i++) {
      text.append(
          """
            env%1$d:
              tier: dev
              channel: C0INCIDENTS
              lock:
                pool: create-cloudfoundry
                name: lock
                git: {uri: "%2$s/git/%1$d.git", branch: main, username: admin, password: "${GIT%1$d}"}
              concourse:
                url: %2$s/c%1$d
                username: admin
                password: ${CONCOURSE%1$d}
                pipeline: create-cloudfoundry
                lock_job: pipeline-lock
                unlock_job: pipeline-unlock
              bosh:
                url: %2$s
                client: reader
                client_secret: ${BOSH%1$d}
                actor: {client: actor, client_secret: "${ACTOR%1$d}"}
                deployment: concourse%1$d
                worker_groups: [concourse-worker]
                web_groups: [concourse]
          """
              .formatted(i, remotes.url()));
    }
    var file = folder.resolve("pipeline-lock.yml");
    Files.writeString(file, text);
    return file;
  }
}
