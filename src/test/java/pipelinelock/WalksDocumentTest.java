package pipelinelock;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages for developers name is there: stations of the walks, classes in packages. */
class WalksDocumentTest {
  private static final Pattern STATION = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`");

  private static final Pattern NAME = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)");

  private static final Path MAIN = Path.of("src/main/java");

  @Test
  void eachStationIsAMethod() throws IOException {
    var sources = sources();

    assertThat(walks()).hasSize(5);
    for (String walk : walks()) {
      var stations = STATION.matcher(walk).results().toList();
      assertThat(stations).as(walk).hasSizeGreaterThanOrEqualTo(5);
      assertThat(stations)
          .as(walk)
          .allSatisfy(it -> assertThat(sources).containsKey(it.group(1)))
          .allSatisfy(it -> assertThat(sources.get(it.group(1))).containsPattern(declared(it)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/architecture.md", ".github/CONTRIBUTING.md"})
  void eachClassThatIsNamedWithItsPackageLiesThere(String page) throws IOException {
    var names = NAME.matcher(Files.readString(Path.of(page))).results().toList();

    assertThat(names)
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(MAIN.resolve("pipelinelock/" + it.group(1).replace('.', '/') + ".java"))
                    .exists());
  }

  /** A declaration is indented by two, after what it returns; a call is indented further. */
  private static String declared(MatchResult station) {
    return "(?m)^  [A-Za-z@<][^(=;]* %s\\(".formatted(station.group(2));
  }

  private static List<String> walks() throws IOException {
    String page = Files.readString(Path.of("docs/architecture.md"));
    return page.substring(
            page.indexOf("## How a command travels"), page.indexOf("## Values that come"))
        .lines()
        .filter(line -> line.startsWith("| ") && line.contains("→"))
        .toList();
  }

  private static Map<String, String> sources() throws IOException {
    try (var files = Files.walk(MAIN)) {
      return files
          .filter(it -> it.toString().endsWith(".java"))
          .collect(
              toMap(
                  it -> it.getFileName().toString().replace(".java", ""),
                  WalksDocumentTest::content,
                  String::concat));
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
