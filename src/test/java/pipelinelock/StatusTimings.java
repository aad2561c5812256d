package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.bosh.Fleet;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/**
 * How long a person waits for {@code status}: in a terminal from calling the program to its end,
 * and in Slack from the command to the first answer and to the whole one. Measured, and not judged:
 * the figures are those of the machine. Not a part of the suite; docs/reliability.md has the
 * command.
 */
class StatusTimings {
  private static final int TIMES = Integer.getInteger("timings.times", 3);
  private static final Duration LAG = Duration.ofSeconds(2);

  @TempDir private Path folder;

  /** What is the matter with the world. */
  private enum Weather {
    HEALTHY(_ -> {}),
    CONCOURSE_TAKES_2_S_FOR_EACH_ANSWER(world -> world.concourse().tap(new Lag())),
    DEAD_AGENT(world -> Fleet.of(world.director()).doesNotAnswer(SimulatedDirector.WORKER)),
    CONCOURSE_HANGS(world -> Faults.before(world.concourse()::tap).hangs()),
    DIRECTOR_HANGS(world -> Faults.before(world.director()::tap).hangs()),
    LOCK_REPOSITORY_HANGS(_ -> {}),
    ALL_HANG(
        world -> {
          Faults.before(world.concourse()::tap).hangs();
          Faults.before(world.director()::tap).hangs();
        });

    private final Consumer<SimulatedWorld> comes;

    Weather(Consumer<SimulatedWorld> comes) {
      this.comes = comes;
    }

    boolean stopsTheRepository() {
      return this == LOCK_REPOSITORY_HANGS || this == ALL_HANG;
    }
  }

  /** Every answer comes late. */
  private static final class Lag implements Tap {
    @Override
    public boolean arrives(SeenRequest request) {
      try {
        Thread.sleep(LAG);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }

  @Test
  void inATerminal() throws IOException, InterruptedException {
    for (var weather : Weather.values()) {
      try (var silence = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
          var world = new World(folder)) {
        if (weather.stopsTheRepository()) {
          world.with(
              world.around().lockRepositoryUri().toString(),
              "http://127.0.0.1:%d/pool".formatted(silence.getLocalPort()));
        }
        weather.comes.accept(world.around());
        var took = new ArrayList<Duration>();
        String said = "";
        for (int i = 0; i < TIMES; i++) {
          long begun = System.nanoTime();
          said = status(world);
          took.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        print("terminal", weather, took, said);
      }
    }
  }

  @Test
  void inSlack() {
    for (var weather : Weather.values()) {
      if (weather.stopsTheRepository() && weather != Weather.ALL_HANG) {
        continue; // the rehearsal's repository is a folder, which does not hang
      }
      try (var story = SlackStory.begin()) {
        weather.comes.accept(story.world());
        var first = new ArrayList<Duration>();
        var whole = new ArrayList<Duration>();
        for (int i = 0; i < TIMES; i++) {
          int before = story.ana().toldSoFar();
          long begun = System.nanoTime();
          story.ana().types("status dev04");
          first.add(since(begun, story, before, 1));
          if (answers(story, before).getFirst().contains("Incomplete: ")) {
            whole.add(since(begun, story, before, 2));
          }
        }
        String said = answers(story, 0).getLast();
        print("slack, first", weather, first, said);
        print("slack, whole", weather, whole.isEmpty() ? first : whole, said);
      }
    }
  }

  private static Duration since(long begun, SlackStory story, int before, int count) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> answers(story, before).size() >= count);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static List<String> answers(SlackStory story, int before) {
    return SlackScreen.of(story.slack()).ephemerals("U0ANA").stream()
        .skip(before)
        .map(SlackMessage::text)
        .filter(text -> text.contains("dev04 · "))
        .toList();
  }

  /** A program of its own, as from a shell. */
  private String status(World world) throws IOException, InterruptedException {
    var program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(program));
    command.addAll(Arrays.asList(System.getProperty("timings.java", "").split(" ")));
    command.removeIf(String::isBlank);
    command.addAll(
        Optional.ofNullable(System.getProperty("timings.jar"))
            .map(jar -> List.of("-jar", jar))
            .orElseGet(() -> List.of("-cp", classPath(), "pipelinelock.Main")));
    command.addAll(List.of("status", "dev04", "--config=" + world.file()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(world.variables());
    builder.redirectOutput(new File(folder.toFile(), "said.txt"));
    var process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(folder.resolve("said.txt"));
  }

  /** Of this process; under surefire it hides in a property of its own. */
  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  private static void print(String where, Weather weather, List<Duration> took, String said) {
    var sorted = took.stream().sorted().toList();
    System.out.printf(
        "TIMING %-14s %-38s median %5.2f s, longest %5.2f s: %s%n",
        where,
        weather,
        seconds(sorted.get(sorted.size() / 2)),
        seconds(sorted.getLast()),
        said.lines().filter(line -> line.contains("dev04")).findFirst().orElse(said));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
