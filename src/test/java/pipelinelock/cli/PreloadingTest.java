package pipelinelock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreloadingTest {
  @Test
  void itsClientIsMadeOnceBegunOrNot() {
    var idle = new Preloading();
    var begun = new Preloading().begin();

    assertThat(idle.client()).isSameAs(idle.client());
    assertThat(begun.client()).isSameAs(begun.client()).isNotSameAs(idle.client());
  }
}
