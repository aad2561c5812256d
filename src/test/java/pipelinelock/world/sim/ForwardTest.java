package pipelinelock.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The worlds themselves, before anybody looks at them. */
class ForwardTest {
  @Test
  void theSameSeedTellsTheSameWorld() {
    LongStream.range(1, 21)
        .forEach(
            seed ->
                assertThat(new Portrait(Story.tell(seed).world()).facts())
                    .isEqualTo(new Portrait(Story.tell(seed).world()).facts()));
  }

  @Test
  void whatIsInTroubleStaysInTroubleWhereNobodyHelps() {
    var seeds = LongStream.range(1, 401).filter(ForwardTest::isInTrouble).boxed().toList();
    assertThat(seeds).hasSizeGreaterThan(40);
    assertThat(seeds)
        .allSatisfy(
            seed -> {
              var world = Story.tell(seed).world();
              world.agenda.runTo(world.now() + 7_200);
              assertThat(new Witness(world).truth().trouble()).as("seed %d", seed).isTrue();
            });
  }

  private static boolean isInTrouble(long seed) {
    var world = Story.tell(seed).world();
    return Trial.counts(world, new Witness(world).truth());
  }
}
