package pipelinelock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.vm.InstanceId;

class CorpusTest {
  static List<CorpusCase> cases() {
    return CorpusCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedAsLabelled(CorpusCase labelled) {
    Diagnosis diagnosis = labelled.diagnosis();

    assertThat(diagnosis.verdict().title()).as(diagnosis.headline()).isEqualTo(labelled.state());
    assertThat(diagnosis.confirmed()).isEqualTo(labelled.confirmed());
    assertThat(firstCure(diagnosis)).isEqualTo(labelled.cure());
    assertThat(diagnosis.recreate().map(Cure.Recreate::instances).orElse(List.of()))
        .isEqualTo(labelled.recreate().stream().map(CorpusTest::instance).toList());
    labelled.says().forEach(text -> assertThat(diagnosis.headline()).contains(text));
    labelled
        .warns()
        .forEach(
            text -> assertThat(diagnosis.warnings()).anySatisfy(w -> assertThat(w).contains(text)));
  }

  @Test
  void hasSixCasesOfEachState() {
    var count =
        cases().stream().collect(Collectors.groupingBy(CorpusCase::state, Collectors.counting()));

    assertThat(count).hasSize(Verdict.class.getPermittedSubclasses().length);
    assertThat(count).allSatisfy((_, n) -> assertThat(n).isGreaterThanOrEqualTo(6));
  }

  static String firstCure(Diagnosis diagnosis) {
    return diagnosis.cures().stream().findFirst().map(Cure::title).orElse("none");
  }

  private static InstanceId instance(String word) {
    return switch (word) {
      case "worker" -> CorpusEvidence.WORKER;
      case "worker2" -> CorpusEvidence.WORKER_2;
      case "web" -> CorpusEvidence.WEB;
      default -> throw new IllegalArgumentException(word);
    };
  }
}
