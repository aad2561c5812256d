package pipelinelock.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.bosh.task.TaskTranscript;
import pipelinelock.vm.DirectorTask;

/** Prints an event log as {@code bosh task N} does, while reading it. */
@Command(
    name = "transcript",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a task's event log as `bosh task N` prints it, byte for byte.",
      "The log is what `bosh task N --event` gives."
    })
public final class TranscriptCommand implements Callable<Integer> {
  private static final int PIECE = 64 << 10;

  private final Surroundings at;

  @Option(names = "--task", required = true, paramLabel = "N", description = "The task's number.")
  private long task;

  @Option(
      names = "--state",
      required = true,
      description = "How it ended: done, error, cancelled or timeout.")
  private String state = "";

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The log; stdin by default.")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public TranscriptCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    checkState();
    var transcript = new TaskTranscript(task);
    try (var log = file.isPresent() ? Files.newInputStream(file.get()) : at.in()) {
      print(transcript, log);
    }
    if (transcript.skipped() > 0) {
      var err = spec.commandLine().getErr();
      err.println("%d lines are no events and were left out".formatted(transcript.skipped()));
      err.flush();
    }
    return 0;
  }

  private void print(TaskTranscript transcript, InputStream log) throws IOException {
    var out = new BufferedOutputStream(at.out());
    write(out, transcript.header());
    var piece = new byte[PIECE];
    for (int read = log.read(piece); read >= 0; read = log.read(piece)) {
      write(out, transcript.add(Arrays.copyOf(piece, read)));
    }
    write(out, transcript.footer(state));
    out.flush();
  }

  /** bosh-cli writes UTF-8, whatever the terminal's locale says. */
  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void checkState() {
    var words = Arrays.stream(DirectorTask.State.values()).map(DirectorTask.State::text).toList();
    if (!words.contains(state)) {
      throw new ParameterException(
          spec.commandLine(),
          "--state is one of %s, not '%s'".formatted(String.join(", ", words), state));
    }
  }
}
