package pipelinelock.cli.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipelinelock.audit.checkpoint.BrokenContinuity;
import pipelinelock.audit.checkpoint.Checkpoint.Acceptance;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.audit.witness.Witness;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Http;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Settings;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.channel.Announcements;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;
import pipelinelock.wiring.CheckpointWiring;
import pipelinelock.wiring.RecordWiring;

/** Accepts a record that does not continue its witnessed checkpoints. */
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "Lets the bot act on a record as it is now, although it does not continue its witnessed checkpoints.",
      "For an old copy that was restored on purpose, or a record that is lost. It is recorded under this node's signature, and posted in the channel of every environment. See docs/record.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:accepted, witnessed and posted everywhere",
      "1:there was nothing to accept, or not all of it was done; the message says what is missing",
      "2:the command or the configuration is wrong"
    })
public final class AcceptCommand implements Callable<Integer> {
  private final Surroundings at;

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decided it.")
  private String by = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "What happened to the record that was there before.")
  private String reason = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  public AcceptCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    if (by.isBlank() || reason.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--by and --reason may not be empty");
    }
    var settings = at.settingsFile().read(config);
    var wiring = new CheckpointWiring(settings.checkpoints(), at.clock(), at.variables());
    var audience = wiring.audience();
    try (var database = RecordWiring.open(settings.record());
        var attestation = wiring.attestation(database, audience).orElseThrow(this::noKey)) {
      var newest = newest(audience.witnesses());
      attestation.look();
      var doubt = attestation.doubt();
      if (doubt.isEmpty()) {
        return say("There is nothing to accept: the record continues its checkpoints.");
      }
      var why = "%s (user %s): %s".formatted(by, System.getProperty("user.name"), reason);
      var accepted =
          wiring.notary(database).orElseThrow().accept(acceptance(newest, database, why));
      return report(settings, attestation, doubt.get(), accepted, why);
    } catch (BrokenContinuity e) {
      return say(
          "Nothing was accepted: the record's own checkpoints do not hold (%s). Restore a record whose checkpoints do, or start an empty one."
              .formatted(e.getMessage()));
    }
  }

  private ParameterException noKey() {
    return new ParameterException(
        spec.commandLine(), "%s names no checkpoints.key to sign that with".formatted(config));
  }

  /** Every witness has to answer: what is overruled has to be known. */
  private static Optional<SignedCheckpoint> newest(List<Witness> witnesses) {
    return witnesses.stream()
        .flatMap(witness -> witness.newest().stream())
        .map(SignedCheckpoint::parse)
        .max((one, other) -> Long.compare(number(one), number(other)));
  }

  private static long number(SignedCheckpoint signed) {
    return signed.checkpoint().number();
  }

  private static Acceptance acceptance(
      Optional<SignedCheckpoint> witnessed, Database database, String why) {
    var own = new SqlCheckpoints(database).after(0);
    var overruled =
        witnessed.or(() -> own.isEmpty() ? Optional.empty() : Optional.of(own.getLast()));
    return overruled
        .map(it -> new Acceptance(number(it), it.digest(), why))
        .orElseGet(() -> new Acceptance(0, "0".repeat(64), why));
  }

  private int report(
      Settings settings,
      Attestation attestation,
      String doubt,
      SignedCheckpoint accepted,
      String why) {
    var missing = new ArrayList<>(attestation.give(accepted));
    var text =
        "%s accepted this bot's record as it is now. The objection was: %s. This is checkpoint %d; from now on the bot acts on this record. If you did not expect that, ask the people who run the bot."
            .formatted(why, doubt, number(accepted));
    try (var slack =
        new SlackConnection(Bot.slack(settings.slack(), BotOptions.REAL), Http.client())) {
      var config = slack.config();
      var channels = new ChannelMessages(slack.api(), config.botToken(), config.appId());
      var announcements = new Announcements(channels, config.banner());
      settings.environments().stream()
          .map(EnvironmentSettings::channel)
          .distinct()
          .forEach(channel -> announce(announcements, channel, text, missing));
    }
    say(text);
    missing.forEach(it -> say("MISSING: " + it));
    return missing.isEmpty() ? 0 : 1;
  }

  private static void announce(
      Announcements announcements, String channel, String text, List<String> missing) {
    try {
      announcements.say(channel, text);
    } catch (RemoteFailure e) {
      missing.add("it was not posted in %s: %s".formatted(channel, e.getMessage()));
    }
  }

  private int say(String what) {
    spec.commandLine().getOut().println(what);
    spec.commandLine().getOut().flush();
    return 1;
  }
}
