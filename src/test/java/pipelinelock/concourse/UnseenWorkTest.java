package pipelinelock.concourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.concourse.Wire.ContainerJson;
import pipelinelock.concourse.Wire.WorkerJson;
import pipelinelock.http.Http;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.UnseenWork;
import pipelinelock.pipeline.Worker;

/** What a worker's own counts say beyond the containers that are listed. */
class UnseenWorkTest {
  private static final Path RECORDED = Path.of("src/test/resources/concourse-real");

  static Stream<Path> moments() throws IOException {
    try (var folders = Files.list(RECORDED)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  /** The counts lag, and count what checks and ended builds left: that is nobody's work. */
  @ParameterizedTest
  @MethodSource("moments")
  void noRecordedMomentRaisesIt(Path moment) throws IOException {
    var answers =
        Http.json().readTree(Files.readString(moment.resolve("api.json"))).path("answers");
    var workers =
        Arrays.stream(read(answers, "/api/v1/workers", WorkerJson[].class))
            .map(WorkerJson::toWorker)
            .toList();
    var shown =
        Arrays.stream(read(answers, "/api/v1/teams/main/containers", ContainerJson[].class))
            .map(it -> it.toContainer("main"))
            .toList();

    assertThat(workers).isNotEmpty();
    assertThat(shown).isNotEmpty();
    assertThat(UnseenWork.on(workers, shown)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "running, 4, 0, false",
    "running, 5, 0, true",
    "running, 2, 2, true",
    "stalled, 9, 9, false"
  })
  void moreThanIsListedIsSomebodyElses(String state, int containers, int tasks, boolean raised) {
    var worker =
        new Worker(
            "w",
            state,
            new Worker.Takes("linux", List.of(), Optional.empty()),
            "2.5",
            false,
            Optional.empty(),
            new Worker.Load(containers, tasks));
    var shown = List.of(container("task", "created"), container("check", "destroying"));

    assertThat(UnseenWork.on(List.of(worker), shown).isEmpty()).isEqualTo(!raised);
  }

  @Test
  void itTellsHowMuchAndWhere() {
    var worker = PipelineExamples.worker("w", "running", List.of(), "2.5", Optional.empty(), 7);

    assertThat(UnseenWork.on(List.of(worker), List.of(container("put", "created"))))
        .containsExactly(new UnseenWork("w", 6, 0));
  }

  private static Container container(String type, String state) {
    return new Container(
        "c",
        "main",
        "w",
        state,
        type,
        "step",
        Optional.of(1L),
        Optional.of("create-cloudfoundry"),
        Optional.of("cf-deploy"));
  }

  private static <T> T read(JsonNode answers, String path, Class<T> type) throws IOException {
    return Http.json().treeToValue(answers.path(path).path("body"), type);
  }
}
