package pipelinelock.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;

/**
 * The validated content of {@code pipeline-lock.yml}.
 *
 * @param environments at least one, in the order of the file
 * @param frozen why no new act may start; empty if it may
 * @param checkpoints who signs checkpoints of the record
 * @param speed how many times faster than the clock a rehearsal runs; 1 for a real bot
 */
public record Settings(
    Http http,
    RecordPlace record,
    Slack slack,
    List<EnvironmentSettings> environments,
    int speed,
    Optional<String> frozen,
    CheckpointSettings checkpoints) {
  public Settings {
    environments = List.copyOf(environments);
  }

  /** One of the environments. */
  public EnvironmentSettings environment(EnvironmentName name) {
    return environments.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * These, where every value could be fetched.
   *
   * @throws SettingsException with what could not
   */
  public Settings whole() {
    var unfetched = environments.stream().flatMap(it -> it.unfetched().stream()).toList();
    if (!unfetched.isEmpty()) {
      throw new SettingsException(unfetched);
    }
    return this;
  }

  /**
   * Where Slack's requests come in.
   *
   * @param host the address to listen on
   * @param port 0 = any free one
   * @param healthPort where {@code /healthz} answers besides, whatever happens at the other; 0 =
   *     any free one
   */
  public record Http(String host, int port, Optional<Integer> healthPort) {
    /** All addresses, port 8080. */
    public static final Http DEFAULT = new Http("0.0.0.0", 8080);

    /** Health on the same port alone. */
    public Http(String host, int port) {
      this(host, port, Optional.empty());
    }
  }

  /** Where the record of all incidents is kept. */
  public sealed interface RecordPlace {}

  /** In a file, for one node. */
  public record RecordFile(Path file) implements RecordPlace {}

  /**
   * On a PostgreSQL server, for several nodes.
   *
   * @param url {@code jdbc:postgresql://…}, without user and password
   */
  public record RecordServer(String url, String username, Secret password) implements RecordPlace {}

  /**
   * The Slack app and the one workspace it answers to.
   *
   * @param signingSecrets one, or two while it is being rotated
   * @param apiUrl ends in {@code /}
   * @param appToken where Slack's requests come by a socket; then no signing secret is needed
   * @param runBy id of the person, group or channel that people ask about the bot
   */
  public record Slack(
      Secret botToken,
      List<Secret> signingSecrets,
      String teamId,
      String appId,
      URI apiUrl,
      Optional<Secret> appToken,
      Optional<String> runBy) {
    /** Slack's own Web API. */
    public static final URI API_URL = URI.create("https://slack.com/api/");

    public Slack {
      signingSecrets = List.copyOf(signingSecrets);
    }
  }
}
