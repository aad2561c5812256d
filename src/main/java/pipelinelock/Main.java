package pipelinelock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import pipelinelock.cli.CheckConfigCommand;
import pipelinelock.cli.CommandFailures;
import pipelinelock.cli.Preloading;
import pipelinelock.cli.RehearseCommand;
import pipelinelock.cli.ServeCommand;
import pipelinelock.cli.StatusCommand;
import pipelinelock.cli.Surroundings;
import pipelinelock.cli.TranscriptCommand;
import pipelinelock.cli.Version;
import pipelinelock.cli.incident.EvidencePackCommand;
import pipelinelock.cli.incident.HandoverCommand;
import pipelinelock.cli.incident.HistoryCommand;
import pipelinelock.cli.incident.IncidentCommand;
import pipelinelock.cli.incident.InsightsCommand;
import pipelinelock.cli.incident.UpdateCommand;
import pipelinelock.cli.record.AcceptCommand;
import pipelinelock.cli.record.ArchiveCommand;
import pipelinelock.cli.record.AuditCommand;
import pipelinelock.cli.record.ExportCommand;
import pipelinelock.cli.record.FollowCommand;
import pipelinelock.cli.record.ImportCommand;
import pipelinelock.cli.record.KeygenCommand;
import pipelinelock.cli.record.RecordCommand;
import pipelinelock.cli.record.RefusalsCommand;
import pipelinelock.cli.record.VerifyCommand;

/** Starts the program. */
@Command(
    name = "pipeline-lock",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Shows whether a Concourse deployment lock hangs, and cures it once two people approve.",
    subcommands = RehearseCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // By the log, which takes secrets out; else its trace would go to stderr as it is.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, bug) -> LOG.error("{} ended by a bug", thread.getName(), bug));
    System.exit(commandLine(Surroundings.real(), headStart(args)).execute(args));
  }

  static CommandLine commandLine(Surroundings at) {
    return commandLine(at, new Preloading());
  }

  /** Only this command is called to look once, by somebody who waits. */
  private static Preloading headStart(String[] args) {
    return args.length > 0 && args[0].equals("status")
        ? new Preloading().begin()
        : new Preloading();
  }

  private static CommandLine commandLine(Surroundings at, Preloading headStart) {
    return new CommandLine(new Main())
        .addSubcommand(new ServeCommand(at))
        .addSubcommand(new StatusCommand(at, headStart))
        .addSubcommand(new IncidentCommand(at))
        .addSubcommand(new HistoryCommand(at))
        .addSubcommand(new UpdateCommand(at))
        .addSubcommand(new HandoverCommand(at))
        .addSubcommand(new EvidencePackCommand(at))
        .addSubcommand(new InsightsCommand(at))
        .addSubcommand(new TranscriptCommand(at))
        .addSubcommand(new CheckConfigCommand(at))
        .addSubcommand(
            new CommandLine(new RecordCommand())
                .addSubcommand(new ExportCommand(at))
                .addSubcommand(new VerifyCommand(at))
                .addSubcommand(new RefusalsCommand(at))
                .addSubcommand(new FollowCommand(at))
                .addSubcommand(new ImportCommand(at))
                .addSubcommand(new ArchiveCommand(at)))
        .addSubcommand(
            new CommandLine(new AuditCommand())
                .addSubcommand(new KeygenCommand())
                .addSubcommand(new AcceptCommand(at)))
        .setExecutionExceptionHandler(new CommandFailures());
  }
}
