package pipelinelock.settings.file;

import java.util.List;
import java.util.Optional;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Settings;
import pipelinelock.settings.Settings.Http;
import pipelinelock.settings.approval.ApprovalKeys;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;
import pipelinelock.settings.section.CheckpointReader;
import pipelinelock.settings.section.EnvironmentReader;
import pipelinelock.settings.section.RecordReader;
import pipelinelock.settings.section.SlackReader;
import pipelinelock.settings.section.WatchKeys;

/** Reads the whole file, from its top-level section down. */
final class SettingsReader {
  private static final Kind<Http> HTTP =
      Kinds.section("{host: 0.0.0.0, port: 8080}", SettingsReader::http);
  private static final List<String> NOT_OF_AN_ENVIRONMENT =
      List.of("http", "record", "slack", "pace", "frozen", "frozen_reason", "checkpoints");
  private static final String ENVIRONMENTS = "{dev04: {tier: dev, …}}";
  private static final Kind<Integer> PACE = Kinds.section("{speed: 1}", SettingsReader::pace);

  private SettingsReader() {}

  static Value<Settings> read(Section section) {
    var http = section.optional("http", HTTP, Http.DEFAULT);
    var record = section.required("record", RecordReader.RECORD);
    var slack = section.required("slack", SlackReader.SLACK);
    var defaults = defaults(section);
    // Where the workspace is not known, no settings come of it, so that any word will do.
    String teamId = slack.map(Settings.Slack::teamId).sound().orElse("unknown");
    var environments = environments(section, teamId, defaults, watch(section));
    var speed = section.optional("pace", PACE, 1);
    var frozen = frozen(section);
    var checkpoints =
        section.optional("checkpoints", CheckpointReader.CHECKPOINTS, CheckpointSettings.NONE);
    return section.finish(
        () ->
            new Settings(
                http.get(),
                record.get(),
                slack.get(),
                environments.get(),
                speed.get(),
                frozen.get(),
                checkpoints.get()));
  }

  /** The reason of a freeze. */
  private static Value<Optional<String>> frozen(Section section) {
    var frozen = section.optional("frozen", Kinds.yesOrNo("true"), false);
    var reason = section.optional("frozen_reason", Kinds.text("the Director is being upgraded"));
    section.together("frozen", "frozen_reason");
    return frozen.then(it -> reason.map(why -> it ? why : Optional.empty()));
  }

  /** For one who needs neither Slack nor a record, so that their secrets need not be there. */
  static Value<List<EnvironmentSettings>> environmentsAlone(Section section) {
    section.unread(NOT_OF_AN_ENVIRONMENT);
    var environments = environments(section, "unknown", defaults(section), watch(section));
    return section.finish(environments::get);
  }

  /** For one who only looks at one environment. */
  static Value<Optional<EnvironmentSettings>> environmentAlone(Section section, String name) {
    section.unread(NOT_OF_AN_ENVIRONMENT);
    var reader = new EnvironmentReader("unknown", defaults(section), watch(section));
    var one =
        section.required(
            "environments", Kinds.section(ENVIRONMENTS, each -> each.one(name, reader::read)));
    return section.finish(one::get);
  }

  /** For one who asks what there is. */
  static Value<List<String>> namesAlone(Section section) {
    var all =
        section.required(
            "environments",
            Kinds.section(ENVIRONMENTS, each -> Value.of(List.copyOf(each.keys()))));
    return section.ifSound(all::get);
  }

  /** For one who only works on the record. */
  static Value<Settings.RecordPlace> recordAlone(Section section) {
    section.unread(
        List.of(
            "http",
            "slack",
            "approvals",
            "environments",
            "pace",
            "frozen",
            "frozen_reason",
            "watch",
            "checkpoints"));
    var record = section.required("record", RecordReader.RECORD);
    return section.finish(record::get);
  }

  private static Value<List<EnvironmentSettings>> environments(
      Section section, String teamId, Value<ApprovalKeys> defaults, Value<WatchKeys> watch) {
    var reader = new EnvironmentReader(teamId, defaults, watch);
    return section.required(
        "environments", Kinds.section(ENVIRONMENTS, each -> environments(each, reader)));
  }

  private static Value<ApprovalKeys> defaults(Section section) {
    var usual = Value.of(ApprovalKeys.DEFAULT);
    var defaults = section.optional("approvals", ApprovalKeys.over(usual), ApprovalKeys.DEFAULT);
    return section.isMisspelt("approvals") ? Value.unsound() : defaults;
  }

  private static Value<WatchKeys> watch(Section section) {
    return section.optional("watch", WatchKeys.atTheTop(), WatchKeys.OFF);
  }

  private static Value<Http> http(Section section) {
    var host = section.optional("host", Kinds.text("0.0.0.0"), Http.DEFAULT.host());
    var port = section.optional("port", Kinds.number(0, 65535, "8080"), Http.DEFAULT.port());
    var health = section.optional("health_port", Kinds.number(0, 65535, "8081"));
    if (port.sound().filter(it -> it != 0 && isGiven(it, health)).isPresent()) {
      section.wrong(
          "health_port",
          "is the port of Slack's requests",
          "use another port, or remove this key: /healthz always answers on http.port");
    }
    return section.finish(() -> new Http(host.get(), port.get(), health.get()));
  }

  private static boolean isGiven(int port, Value<Optional<Integer>> other) {
    return other.sound().flatMap(it -> it).filter(it -> it == port).isPresent();
  }

  private static Value<Integer> pace(Section section) {
    var speed = section.optional("speed", Kinds.number(1, 10_000, "1"), 1);
    return section.finish(speed::get);
  }

  private static Value<List<EnvironmentSettings>> environments(
      Section section, EnvironmentReader reader) {
    Value<List<EnvironmentSettings>> all = section.each(reader::read);
    if (section.isEmpty()) {
      section.wrong("names no environment", "write for example 'dev04: {tier: dev, …}' below it");
    }
    all.sound()
        .ifPresent(
            sound -> {
              SharedDeployments.refuse(section, sound);
              SharedTargets.refuse(section, sound);
            });
    return all.then(_ -> section.ifSound(all::get));
  }
}
