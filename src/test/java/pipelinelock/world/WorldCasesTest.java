package pipelinelock.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds that are described in raw facts are judged rightly through the real readers. */
class WorldCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/worlds");
  private static final WorldReport REPORT = new WorldReport();

  @TempDir private Path folder;

  static List<WorldCase> cases() {
    return WorldFile.cases(FOLDER.resolve("cases"));
  }

  static List<WorldCase> kinds() {
    return cases().stream().filter(it -> it.name().matches("[A-Z]\\d\\d-.*")).toList();
  }

  @AfterAll
  static void report() {
    REPORT.write("worlds.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedRightly(WorldCase told) {
    var looks = new WorldLooks(told, folder);
    var judgement = new Judgement(told, looks.inProcess());
    REPORT.add(
        told.name(), judgement.faults().isEmpty(), judgement.faults() + " " + judgement.told());

    assertThat(judgement.faults())
        .as("%s%n%s%nnot answered: %s", told.title(), judgement.told(), looks.unanswered())
        .isEmpty();
  }

  /** Without a socket nothing is read that would not be read over one. */
  @ParameterizedTest
  @MethodSource("kinds")
  void isJudgedAlikeOverHttp(WorldCase told) throws IOException {
    var inProcess =
        new WorldLooks(told, Files.createDirectory(folder.resolve("in-process"))).inProcess();
    var overHttp = new WorldLooks(told, Files.createDirectory(folder.resolve("http"))).overHttp();

    assertThat(overHttp.verdict().title()).isEqualTo(inProcess.verdict().title());
    assertThat(overHttp.cures()).hasSameSizeAs(inProcess.cures());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aWorldIsReadAsItWasWritten(WorldCase told) {
    var first = told.at(WorldLooks.FIRST, Duration.ZERO);
    var text = WorldFile.write(told.title(), Map.of("state", "FREE"), List.of(first));
    var again = WorldFile.parse("again", text).at(WorldLooks.FIRST, Duration.ZERO);

    assertThat(WorldFile.write(told.title(), Map.of("state", "FREE"), List.of(again)))
        .isEqualTo(text);
  }
}
