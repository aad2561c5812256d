import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format. What was found well formatted is remembered by its hash in
 * a file under {@code target}, so that a second build looks only at what has changed.
 *
 * <p>Usage: {@code java Format.java check|apply MEMORY DIR...}
 */
class Format {
  private static final Formatter FORMATTER = new Formatter();

  private record Source(Path path, String text, String hash) {
    static Source of(Path path) {
      try {
        var text = Files.readString(path);
        return new Source(path, text, Format.hash(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String formatted() {
      try {
        return FORMATTER.formatSource(
            ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(text), Style.GOOGLE));
      } catch (FormatterException e) {
        throw new IllegalStateException(path + ": " + e.getMessage(), e);
      }
    }

    /** Null where it was well formatted already. */
    Source reformatted() {
      var after = formatted();
      return after.equals(text) ? null : new Source(path, after, Format.hash(after));
    }
  }

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var memory = Path.of(args[1]);
    var known = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.<String>of();
    var sources = sources(List.of(args).subList(2, args.length));
    var changed =
        sources.parallelStream()
            .filter(source -> !known.contains(source.hash()))
            .map(Source::reformatted)
            .filter(source -> source != null)
            .toList();
    for (var source : changed) {
      if (apply) {
        Files.writeString(source.path(), source.text());
      } else {
        System.err.println("not formatted: " + source.path());
      }
    }
    var bad = changed.stream().map(Source::path).collect(Collectors.toSet());
    var good =
        Stream.concat(
            sources.stream().filter(source -> !bad.contains(source.path())),
            apply ? changed.stream() : Stream.empty());
    Files.write(memory, good.map(Source::hash).sorted().distinct().toList());
    System.out.println(
        "format: %d files, %d %s"
            .formatted(sources.size(), bad.size(), apply ? "formatted" : "not formatted"));
    if (!apply && !bad.isEmpty()) {
      System.err.println("run: mvn -q verify -DskipTests -Dformat.mode=apply");
      System.exit(1);
    }
  }

  private static List<Source> sources(List<String> folders) throws IOException {
    var paths = Stream.<Path>builder();
    for (var folder : folders) {
      try (var walk = Files.walk(Path.of(folder))) {
        walk.filter(path -> path.toString().endsWith(".java")).forEach(paths::add);
      }
    }
    return paths.build().map(Source::of).toList();
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
