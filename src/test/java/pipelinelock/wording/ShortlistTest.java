package pipelinelock.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortlistTest {
  @Test
  void whatDoesNotFitIsCounted() {
    assertThat(Shortlist.of(List.of("a", "b", "c"))).isEqualTo("a, b, c");
    assertThat(Shortlist.of(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
    assertThat(Shortlist.of(List.of("a", "b"), 1)).isEqualTo("a and 1 more");
    assertThat(Shortlist.of(List.of())).isEmpty();
  }
}
