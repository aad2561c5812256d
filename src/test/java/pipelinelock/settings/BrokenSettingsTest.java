package pipelinelock.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken files, each one edit away from a good one, and all that is said about each. */
class BrokenSettingsTest {
  /**
   * One case of {@code broken.txt}.
   *
   * @param name a line that begins with {@code #}
   * @param good lines that begin with {@code -}: what is taken out of the good file
   * @param bad lines that begin with {@code +}: what is put in its place
   * @param messages lines that begin with {@code >}
   */
  record Case(String name, String good, String bad, String messages) {
    private static Case of(String block) {
      return new Case(lines(block, "#"), lines(block, "-"), lines(block, "+"), lines(block, ">"));
    }

    private static String lines(String block, String mark) {
      return block
          .lines()
          .filter(line -> line.startsWith(mark))
          .map(line -> line.substring(Math.min(2, line.length())))
          .collect(joining("\n"));
    }

    private String text() {
      assertThat(Example.SHORT).as("the good file").containsOnlyOnce(good);
      return Example.SHORT.replace(good, bad);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    String file = Files.readString(Path.of("src/test/resources/settings/broken.txt"));
    return Arrays.stream(file.split("\n\n")).map(Case::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsToldWithItsPlaceAndItsCure(Case broken) {
    assertThat(refusal(broken.text())).hasMessage(broken.messages);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noMessageQuotesAValue(Case broken) {
    assertThat(refusal(broken.text()).getMessage())
        .doesNotContain("hunter2")
        .doesNotContain(Example.VARIABLES.values());
  }

  private static SettingsException refusal(String text) {
    var refusal = catchThrowableOfType(SettingsException.class, () -> Example.read(text));
    assertThat(refusal).as("what is said of\n" + text).isNotNull();
    return refusal;
  }

  @Test
  void problemsOfAllPartsAreToldTogetherInTheOrderOfTheFile() {
    String text =
        Example.SHORT
            .replace("web_groups: [concourse]", "web_groups: []")
            .replace("bot_token", "bot_tokn")
            .replace("tier: dev", "tier: production")
            .replace("U2", "bob");

    List<Problem> problems = refusal(text).problems();

    assertThat(problems).extracting(Problem::line).containsExactly(3, 8, 11, 27);
    assertThat(problems)
        .extracting(Problem::key)
        .containsExactly(
            "slack.bot_tokn",
            "approvals.approvers.users[2]",
            "environments.dev04.tier",
            "environments.dev04.bosh.web_groups");
  }

  @Test
  void anInvisibleCharacterIsFound() {
    assertThat(refusal("slack:\r\n  team_id: T\u00070"))
        .hasMessage(
            "pipeline-lock.yml:2:13: there is a character that YAML does not allow; remove it; it"
                + " may be invisible");
  }

  @Test
  void aByteOrderMarkIsNoProblem() {
    assertThat(Example.read("\uFEFF" + Example.SHORT)).isEqualTo(Example.read(Example.SHORT));
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(refusal("# nothing\n"))
        .hasMessage(
            "pipeline-lock.yml:1:1: the file is empty; start from the example in"
                + " docs/configuration.md");
  }

  @Test
  void aFileThatIsNoSectionIsRefused() {
    assertThat(refusal("hunter2"))
        .hasMessage(
            "pipeline-lock.yml:1:1: is a single value, not a section; write its keys below it,"
                + " indented by two spaces");
  }

  @Test
  void twoEnvironmentsMayNotNameTheSameVms() {
    String copied = Example.SHORT.substring(Example.SHORT.indexOf("  dev04:"));

    assertThat(refusal(Example.SHORT + copied.replace("dev04:", "stg-lon:")))
        .hasMessage(
            "pipeline-lock.yml:28:3: environments.stg-lon: has the same Director and deployment as"
                + " environment dev04; correct bosh.url or bosh.deployment of one of the two");
  }

  @Test
  void aBombOfAliasesIsNotUnfolded() {
    String bomb =
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
        g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
        """;

    assertThat(refusal(bomb))
        .hasMessage(
            "pipeline-lock.yml:1:1: the file uses more than 50 aliases; write the values out");
  }

  @Test
  void aFileThatHoldsItselfIsRefused() {
    assertThat(refusal("&top\nslack: *top\n").getMessage()).contains("slack: unknown key");
  }

  @Test
  void depthAndSizeHaveALimit() {
    assertThat(refusal("a: " + "[".repeat(10_000)).getMessage())
        .isEqualTo(
            "pipeline-lock.yml:1:1: the file is nested too deeply; compare it with the example");
    assertThat(refusal("#".repeat(1_000_001)).getMessage())
        .isEqualTo("pipeline-lock.yml:1:1: the file is larger than 1 MB; name the settings file");
  }
}
