package pipelinelock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pipelinelock.rehearsal.page.RehearsalPage;
import pipelinelock.slack.thread.PostingLimits;

/**
 * Plays the runbook's incident: the real bot in a simulated world, with a web page to play it on.
 */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description =
        "Plays the runbook's incident: the real bot in a simulated world, and a web page to act in it.")
public final class RehearseCommand implements Callable<Integer> {
  /** As the bot has it by default. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Where the page is served, on localhost (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--speed",
      defaultValue = "60",
      description = "How much faster than recorded things happen (default: ${DEFAULT-VALUE}).")
  private int speed;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var real = RealCredentials.in(System.getenv());
    if (!real.isEmpty()) {
      out.println(
          """
          A rehearsal does not start beside credentials for real systems. Set here: %s
          Start it in a shell without them, for instance: env %s COMMAND"""
              .formatted(
                  String.join(", ", real),
                  String.join(" ", real.stream().map(name -> "-u " + name).toList())));
      out.flush();
      return 2;
    }
    if (speed < 1 || speed > 1000) {
      out.println("--speed is 1 to 1000, not " + speed);
      out.flush();
      return 2;
    }
    return rehearse(out);
  }

  private int rehearse(PrintWriter out) throws IOException, InterruptedException {
    var stopped = new CountDownLatch(1);
    var rehearsal = Rehearsal.startWhole(speed, PostingLimits.DEFAULT, SILENCE);
    var page = new RehearsalPage(rehearsal.world(), port);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  page.close();
                  rehearsal.close();
                  stopped.countDown();
                },
                "stop"));
    out.println(
        """

        The rehearsal runs: %s
        Open the page, type /pipeline-lock status dev04, and go on from there. Ctrl-C ends it."""
            .formatted(page.url()));
    out.flush();
    stopped.await();
    return 0;
  }
}
