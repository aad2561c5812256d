package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import pipelinelock.KillableBot;

/** One life of the bot. What it prints goes to a file, one for all lives of a story. */
final class BotProcess {
  /** 128 + 9: ended by SIGKILL. */
  private static final int KILLED = 137;

  private final Process process;
  private final Thread reader;
  private volatile int port;

  BotProcess(ProcessBuilder command, Map<String, String> variables, Path log) {
    command.environment().putAll(variables);
    try {
      process = command.start();
    } catch (IOException e) {
      throw new UncheckedIOException("starting the bot", e);
    }
    reader = Thread.ofPlatform().daemon().name("bot-output").start(() -> read(log));
  }

  private void read(Path log) {
    try (var lines = process.inputReader(StandardCharsets.UTF_8);
        var out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write(line + "\n");
        out.flush();
        if (line.startsWith(KillableBot.READY)) {
          port = Integer.parseInt(line.substring(KillableBot.READY.length()));
        }
      }
    } catch (IOException e) {
      // the pipe of a killed process may break in the middle of a line
    }
  }

  boolean isReady() {
    return port > 0;
  }

  /** Where it takes Slack's requests, once it is ready. */
  URI events() {
    return URI.create("http://127.0.0.1:" + port + "/slack/events");
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGSTOP: nothing of it runs, and all that it has stays as it is. */
  void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  void wake() {
    signal("CONT");
  }

  /** SIGTERM; gives its exit code when it has ended. */
  int end() {
    process.destroy();
    return ended(Duration.ofMinutes(1));
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      assertThat(code).as("exit code of kill -" + name).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException("sending SIG" + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending SIG" + name, e);
    }
  }

  /** SIGKILL; gives back when nothing of it runs any more. */
  void kill() {
    process.destroyForcibly();
    assertThat(ended(Duration.ofMinutes(1)))
        .as("exit code of the bot after SIGKILL")
        .isEqualTo(KILLED);
  }

  /** Lets it end by itself, as a training run must, which then prepares its classes. */
  void leave() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("telling the bot to end", e);
    }
    assertThat(ended(Duration.ofMinutes(10))).as("exit code of the bot").isZero();
  }

  private int ended(Duration limit) {
    try {
      assertThat(process.waitFor(limit)).as("the bot has ended").isTrue();
      reader.join(1000);
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the bot ended", e);
    }
  }
}
