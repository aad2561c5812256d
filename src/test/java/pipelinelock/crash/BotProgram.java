package pipelinelock.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.KillableBot;

/**
 * The bot as a program to start: its classes in jars, because the virtual machine keeps its
 * prepared classes (the AOT cache, which makes a start three times as fast) for jars only.
 */
final class BotProgram {
  private final Path folder;
  private final String classPath;

  private BotProgram(Path folder) {
    this.folder = folder;
    var parts = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    classPath =
        parts.stream()
            .filter(BotProgram::isNeeded)
            .map(part -> Files.isDirectory(Path.of(part)) ? packed(Path.of(part)) : part)
            .collect(Collectors.joining(File.pathSeparator));
  }

  /** Packed and trained once for all tests of this process. */
  static BotProgram shared() {
    return Shared.PROGRAM;
  }

  private static final class Shared {
    static final BotProgram PROGRAM = trained();

    private static BotProgram trained() {
      try {
        var folder = Files.createDirectories(Path.of("target", "killable-bot"));
        Files.deleteIfExists(folder.resolve("bot.aot"));
        var program = new BotProgram(folder.toAbsolutePath());
        CrashStory.rehearse(program, Files.createTempDirectory("training"));
        return program;
      } catch (IOException e) {
        throw new UncheckedIOException("packing the bot", e);
      }
    }
  }

  private static boolean isNeeded(String jar) {
    return Stream.of("surefire", "junit", "archunit", "wiremock", "assertj", "awaitility")
        .noneMatch(Path.of(jar).getFileName().toString()::contains);
  }

  /** A start whose end writes the prepared classes. */
  ProcessBuilder training(Path settings) {
    return command(settings, List.of("-XX:AOTCacheOutput=" + cache()));
  }

  /**
   * @param beat how often it tells other nodes that it lives
   * @param ahead how wrong its clock is
   */
  ProcessBuilder ordinary(Path settings, Duration beat, Duration ahead) {
    return command(
        settings,
        List.of(
            Files.exists(cache()) ? "-XX:AOTCache=" + cache() : "-Xshare:auto",
            "-D" + KillableBot.BEAT + "=" + beat.toMillis(),
            "-D" + KillableBot.CLOCK + "=" + ahead));
  }

  private Path cache() {
    return folder.resolve("bot.aot");
  }

  /** The build of commit 258419f, of the time when nodes and leases were new. */
  ProcessBuilder earlier(Path settings) {
    var jar = Path.of("src", "test", "resources", "earlier", "bot-of-258419f.jar");
    var libraries =
        Stream.of(classPath.split(File.pathSeparator))
            .filter(part -> !part.startsWith(folder.toString()))
            .collect(Collectors.joining(File.pathSeparator));
    return command(
        settings, List.of("-Xshare:auto"), jar.toAbsolutePath() + File.pathSeparator + libraries);
  }

  private ProcessBuilder command(Path settings, List<String> options) {
    return command(settings, options, classPath);
  }

  private ProcessBuilder command(Path settings, List<String> options, String classPath) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=10",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xmx96m",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_custom_class_loading=CHILD",
            // Else a killed process leaves its copy of the native library behind.
            "-Dorg.sqlite.tmpdir=" + settings.getParent(),
            "-cp",
            classPath,
            KillableBot.class.getName(),
            settings.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private String packed(Path classes) {
    var jar = folder.resolve(classes.getFileName() + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(classes, out);
    } catch (IOException e) {
      throw new UncheckedIOException("packing " + classes, e);
    }
    return jar.toString();
  }

  private static void add(Path folder, JarOutputStream out) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(it -> !it.equals(folder)).toList()) {
        var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        boolean isFolder = Files.isDirectory(file); // Flyway finds its folder by its entry
        out.putNextEntry(new JarEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
  }
}
