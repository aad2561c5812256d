package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.runbook.RunbookWorld.DEV05;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.runbook.platform.EnvironmentGone;

/** An environment that is renamed or removed amid its incident. */
class EnvironmentGoneTest {
  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theStartIsRefusedByNameOfTheIncidentWithTheCure() {
    var id = world.approved();
    world.untilIntended(id, 1);
    assertThatThrownBy(() -> EnvironmentGone.requireNone(world.incidents, Set.of(DEV05)))
        .isInstanceOf(EnvironmentGone.class)
        .hasMessage(
            "INC-1 of dev04 is open (it runs: 1 of 8 steps are over), but the settings no longer have the environment dev04. Restore it under that name, let the incident end or end it with `/pipeline-lock cancel INC-1`, and only then rename or remove the environment.");
  }

  @Test
  void aConfiguredOneAndAnEndedOneAreNoHindrance() {
    var id = world.approved();
    assertThatCode(() -> EnvironmentGone.requireNone(world.incidents, Set.of(DEV04)))
        .doesNotThrowAnyException();
    world.untilOver(id, false);
    assertThatCode(() -> EnvironmentGone.requireNone(world.incidents, Set.of(DEV05)))
        .doesNotThrowAnyException();
    assertThat(world.incidents.open()).isEmpty();
  }
}
