package pipelinelock.concourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.RemoteFailure;

class SharedTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void thoseWhoComeAtTheSameMomentShareTheAnswer() {
    var shared = new Shared<>(asked::incrementAndGet, Duration.ofHours(1));

    assertThat(Parallel.map(List.of(1, 2, 3), _ -> shared.answer())).containsExactly(1, 1, 1);
  }

  @Test
  void whoComesLaterAsksAnew() {
    var shared = new Shared<>(asked::incrementAndGet, Duration.ZERO);

    assertThat(shared.answer()).isEqualTo(1);
    assertThat(shared.answer()).isEqualTo(2);
  }

  @Test
  void aFailureIsSharedAsItIs() {
    var shared =
        new Shared<String>(
            () -> {
              asked.incrementAndGet();
              throw new RemoteFailure(RemoteFailure.Kind.FORBIDDEN, "no role");
            },
            Duration.ofHours(1));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(shared::answer).isInstanceOf(RemoteFailure.class).hasMessage("no role");
    }
    assertThat(asked).hasValue(1);
  }
}
