package pipelinelock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import pipelinelock.audit.trial.KeyTrial;
import pipelinelock.aws.SecretClients;
import pipelinelock.doctor.ApproverChecks;
import pipelinelock.doctor.CheckContext;
import pipelinelock.doctor.CheckpointChecks;
import pipelinelock.doctor.Limits;
import pipelinelock.doctor.RecordChecks;
import pipelinelock.doctor.RemoteChecks;
import pipelinelock.doctor.SlackChecks;
import pipelinelock.doctor.TwinCheck;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.twin.Twins;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Settings;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordPlace;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.settings.file.LoadedSettings;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.standing.BotStanding;
import pipelinelock.store.database.RecordProbe;
import pipelinelock.wiring.CheckpointWiring;
import pipelinelock.wiring.PlatformWiring;
import pipelinelock.wiring.RecordWiring;

/** Builds the checks of a configuration over the clients that the bot itself would use. */
final class DoctorWiring implements AutoCloseable {
  private static final String BOT = "bot";

  private final Surroundings at;
  private final Limits limits;
  private final PlatformWiring platforms;

  DoctorWiring(Surroundings at, Limits limits, OkHttpClient http, Path copies) {
    this.at = at;
    this.limits = limits;
    this.platforms = new PlatformWiring(http, at.clock(), copies);
  }

  /** Checks of the bot and of these environments. */
  List<RemoteChecks> parts(
      LoadedSettings loaded, List<EnvironmentSettings> environments, SlackConnection slack) {
    var settings = loaded.settings();
    var parts = new ArrayList<RemoteChecks>();
    parts.add(record(settings.record()).part());
    parts.addAll(checkpoints(settings).parts());
    var channels = new TreeMap<String, String>();
    environments.forEach(one -> channels.put(one.name().value(), one.channel()));
    var others = new ArrayList<SlackChecks.Channel>();
    environments.forEach(one -> others.addAll(beside(one)));
    var standing = new BotStanding(slack.api(), slack.config());
    parts.add(new SlackChecks(context(BOT, "slack"), standing, channels, others).part());
    var aws = new SecretClients(at.variables());
    for (var one : environments) {
      var origins = loaded.origins().apply(one.name());
      parts.addAll(new EnvironmentChecks(one, origins, platforms, aws, limits, at.clock()).parts());
    }
    var people = new People(slack.api(), slack.config().teamId(), at.clock());
    for (var one : environments) {
      var approvals = context(one, "approvals");
      parts.add(new ApproverChecks(approvals, one.policy(), people, people::name).part());
      one.policies()
          .find(CureKind.BLIND)
          .map(
              policy ->
                  new ApproverChecks(context(one, "approvals.blind"), policy, people, people::name))
          .map(ApproverChecks::part)
          .ifPresent(parts::add);
    }
    parts.addAll(twins(settings, environments));
    return parts;
  }

  /** Of those whose deployment's name another environment has too. */
  private List<RemoteChecks> twins(Settings settings, List<EnvironmentSettings> environments) {
    var all = settings.environments();
    var twins = new Twins(platforms.premises(all), (_, _) -> Optional.empty());
    return environments.stream()
        .filter(one -> all.stream().anyMatch(it -> isNamedLike(one, it)))
        .map(one -> new TwinCheck(context(one, "bosh"), one.name(), twins).part())
        .toList();
  }

  private static boolean isNamedLike(EnvironmentSettings one, EnvironmentSettings other) {
    return !one.name().equals(other.name())
        && one.bosh().deployment().equals(other.bosh().deployment());
  }

  /** The channels of an environment other than that of its incidents. */
  private static List<SlackChecks.Channel> beside(EnvironmentSettings one) {
    var channels = new ArrayList<SlackChecks.Channel>();
    one.policies()
        .of(CureKind.RECREATE)
        .breakGlass()
        .map(
            it ->
                new SlackChecks.Channel(
                    "break-glass channel of " + one.name(),
                    "approvals.break_glass.channel",
                    it.channel()))
        .ifPresent(channels::add);
    one.watch()
        .filter(it -> !it.channel().equals(one.channel()))
        .map(
            it ->
                new SlackChecks.Channel(
                    "watch channel of " + one.name(), "watch.channel", it.channel()))
        .ifPresent(channels::add);
    return channels;
  }

  private CheckpointChecks checkpoints(Settings settings) {
    var checkpoints = settings.checkpoints();
    var wiring = new CheckpointWiring(checkpoints, at.clock(), at.variables());
    return new CheckpointChecks(
        context(BOT, "checkpoints"),
        wiring.keyTrial().map(KeyTrial::trial),
        checkpoints.trusted(),
        wiring.audience());
  }

  private RecordChecks record(RecordPlace place) {
    return switch (place) {
      case RecordFile(var file) ->
          new RecordChecks(
              context(BOT, "record.file"),
              "record file",
              file.toString(),
              () -> RecordProbe.of(file));
      case RecordServer server ->
          new RecordChecks(
              context(BOT, "record"),
              "record database",
              server.url(),
              () -> RecordProbe.of(RecordWiring.config(server)));
    };
  }

  @Override
  public void close() {
    platforms.close();
  }

  private CheckContext context(EnvironmentSettings one, String section) {
    return context(one.name().value(), "environments.%s.%s".formatted(one.name().value(), section));
  }

  private CheckContext context(String chapter, String place) {
    return new CheckContext(chapter, place, limits, at.clock());
  }
}
