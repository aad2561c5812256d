package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.diagnosis.EvidenceCollector;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.Http;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.WorldTime;
import pipelinelock.runbook.Lookout;
import pipelinelock.settings.SettingsFile;

/** The real clients read the simulated world, and the verdict is the runbook's. */
class SimulatedWorldDiagnosisTest {
  @TempDir private Path folder;

  @Test
  void theRunbooksIncidentIsAHungClaim() throws Exception {
    var clock = InstantSource.system();
    try (var world = new SimulatedWorld(new WorldTime(clock, 60));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var file = folder.resolve("pipeline-lock.yml");
      Files.writeString(file, Rehearsal.configuration(world, folder, 60));
      var settings = new SettingsFile(Rehearsal.variables(world)).read(file);
      var platforms =
          new PlatformWiring(Http.client(), clock, folder.resolve("locks")).platforms(settings);
      var lookout =
          new Lookout(
              platforms,
              new EvidenceCollector(clock, threads, EvidenceCollector.Limits.DEFAULT),
              clock);
      lookout.look(new EnvironmentName("dev04"));
      lookout.look(new EnvironmentName("dev04"));
      Thread.sleep(1100);
      var second = lookout.look(new EnvironmentName("dev04"));
      System.out.println(
          second.headline()
              + "\n"
              + second.reason()
              + "\n"
              + second.rival()
              + "\n"
              + second.warnings()
              + "\n"
              + second.cures());
      assertThat(second.verdict().title()).isEqualTo("HUNG CLAIM");
      assertThat(second.confirmed()).isTrue();
    }
  }
}
