package pipelinelock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadStartTest {
  @Test
  void itsClientIsMadeOnceBegunOrNot() {
    var idle = new HeadStart();
    var begun = new HeadStart().begin();

    assertThat(idle.client()).isSameAs(idle.client());
    assertThat(begun.client()).isSameAs(begun.client()).isNotSameAs(idle.client());
  }
}
