import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks or applies google-java-format. Usage: java tools/Format.java check|apply DIR... */
class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var formatter = new Formatter(JavaFormatterOptions.builder().build());
    int bad = 0;
    int seen = 0;
    for (int i = 1; i < args.length; i++) {
      try (var walk = Files.walk(Path.of(args[i]))) {
        for (Path path :
            (Iterable<Path>) walk.filter(f -> f.toString().endsWith(".java"))::iterator) {
          seen++;
          String before = Files.readString(path);
          String after =
              formatter.formatSource(
                  ImportOrderer.reorderImports(
                      RemoveUnusedImports.removeUnusedImports(before),
                      JavaFormatterOptions.Style.GOOGLE));
          if (before.equals(after)) {
            continue;
          }
          if (apply) {
            Files.writeString(path, after);
          } else {
            bad++;
            System.err.println("not formatted: " + path);
          }
        }
      }
    }
    System.out.println("format: " + seen + " files, " + bad + " not formatted");
    if (bad > 0) {
      System.err.println("run: mvn -q process-resources -Dformat.mode=apply");
      System.exit(1);
    }
  }
}
