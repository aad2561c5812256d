package pipelinelock.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.message.Message;

class BoardTest {
  private static final Diagnosis HUNG =
      Objects.requireNonNull(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
  private static final Diagnosis FREE = free();
  private static final List<String> LINKS =
      List.of("<https://ci.example/teams/main/pipelines/dev04/jobs/lock/builds/123|build 123>");

  @Test
  void aFewHaveALineEachInTheirOrder() {
    var text = text(List.of(row("b", FREE), row("a", HUNG)));
    assertThat(text.lines()).hasSize(2);
    assertThat(text.lines().toList().getFirst()).contains("FREE").contains("build 123");
    assertThat(text.lines().toList().getLast()).contains("HUNG CLAIM");
  }

  @Test
  void amongManyThoseThatNeedALookComeFirstAndTheOthersStandTogether() {
    var rows =
        IntStream.range(0, 31)
            .mapToObj(i -> row("env-%02d".formatted(i), i == 17 ? HUNG : FREE))
            .toList();
    var lines = text(rows).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).contains("HUNG CLAIM");
    assertThat(lines.getLast())
        .startsWith("🟢 *FREE* (30) · env-00, env-01, ")
        .contains("env-16, env-18")
        .endsWith("env-30");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 21, 31, 100})
  void noneIsLeftOutAlsoWhereAllAreHung(int many) {
    var rows = IntStream.range(0, many).mapToObj(i -> row("env-" + i, HUNG)).toList();
    var message = Message.of(Board.of(rows));
    BlockKitLimits.check(message);
    assertThat(message.blocks().toString().split("HUNG CLAIM", -1)).hasSize(many + 1);
  }

  private static String text(List<Board.Row> rows) {
    return Message.of(Board.of(rows)).text();
  }

  private static Board.Row row(String name, Diagnosis seen) {
    return new Board.Row(
        new EnvironmentName(name), Optional.of(seen), Optional.empty(), Optional.empty(), LINKS);
  }

  private static Diagnosis free() {
    return Corpus.diagnoses().entrySet().stream()
        .filter(it -> it.getKey().startsWith("free"))
        .map(Map.Entry::getValue)
        .filter(it -> VerdictLine.of(it).startsWith("🟢"))
        .findFirst()
        .orElseThrow();
  }
}
