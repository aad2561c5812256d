package pipelinelock.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.read.SecretSource;

/** The examples of docs/configuration.md and one to break, with what they are filled from. */
public final class Example {
  public static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("SLACK_BOT_TOKEN", "xoxb-1-abcdef"),
          Map.entry("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5"),
          Map.entry("SLACK_APP_TOKEN", "xapp-1-A1-abcdef"),
          Map.entry("WITNESS_GIT_PASSWORD", "witness-pa55"),
          Map.entry("DEV04_GIT_PASSWORD", "git-pa55"),
          Map.entry("DEV04_CONCOURSE_PASSWORD", "concourse-pa55"),
          Map.entry("DEV04_BOSH_CLIENT_SECRET", "bosh-pa55"),
          Map.entry("DEV04_BOSH_ACTOR_SECRET", "bosh-actor-pa55"),
          Map.entry("DEV05_CONCOURSE_PASSWORD", "concourse-5-pa55"),
          Map.entry("DEV05_BOSH_CLIENT_SECRET", "bosh-5-pa55"),
          Map.entry("DEV06_GIT_KEY", "git-6-key"),
          Map.entry("DEV06_CONCOURSE_PASSWORD", "concourse-6-pa55"),
          Map.entry("DEV06_BOSH_CLIENT_SECRET", "bosh-6-pa55"));

  /** The lines are numbered from 1: {@code record} is line 1, {@code slack} line 2. */
  public static final String SHORT =
      """
      record: {file: /var/lib/record.db}
      slack:
        bot_token: ${SLACK_BOT_TOKEN}
        signing_secrets: ["${SLACK_SIGNING_SECRET}"]
        team_id: T0123
        app_id: A0123
      approvals:
        approvers: {users: [U1, U2]}
      environments:
        dev04:
          tier: dev
          channel: C0INCIDENTS
          lock:
            pool: create-cloudfoundry
            git: {uri: https://git.example.com/pool.git}
          concourse:
            url: https://deployer.example.com
            username: bot
            password: ${DEV04_CONCOURSE_PASSWORD}
            pipeline: create-cloudfoundry
          bosh:
            url: https://bosh.example.com:25555
            client: bot
            client_secret: ${DEV04_BOSH_CLIENT_SECRET}
            deployment: concourse
            worker_groups: [concourse-worker]
            web_groups: [concourse]
      """;

  private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  /** The YAML blocks of the documentation, in order. */
  private static final List<String> DOCUMENTED = documented();

  private Example() {}

  public static Settings read(String text) {
    return new SettingsFile(VARIABLES).parse("pipeline-lock.yml", text).whole();
  }

  /** The documented file that shows only what is required. */
  static String shortest() {
    return DOCUMENTED.getFirst();
  }

  /** The documented file whose values are in AWS. */
  static String withAws() {
    return DOCUMENTED.get(1);
  }

  /** The documented file that shows every key. */
  static String whole() {
    return DOCUMENTED.get(2);
  }

  private static List<String> documented() {
    var blocks = new ArrayList<String>();
    var matcher = YAML.matcher(documentation());
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  static String documentation() {
    try {
      return Files.readString(Path.of("docs/configuration.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String certificate() {
    try (var in = Example.class.getResourceAsStream("/settings/certificate.pem")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In place of the files that the documentation names. */
  record PemFiles() implements SecretSource {
    static final String KEY = "-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----";

    @Override
    public String scheme() {
      return "file";
    }

    @Override
    public String read(String name) {
      return name.endsWith("key.pem") ? KEY : certificate();
    }
  }
}
