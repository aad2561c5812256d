package pipelinelock.slack.thread.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.incident;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AskAgainTest {
  static Stream<Arguments> ends() {
    return Stream.of(
        argumentSet("nothing to do", List.of(), List.of()),
        argumentSet(
            "only to look", List.of("Look at it: `/pipeline-lock status dev04`"), List.of()),
        argumentSet(
            "of another environment",
            List.of("Give it back: `/pipeline-lock release stg-lon why`"),
            List.of()),
        argumentSet(
            "a release",
            List.of("Give it back: `/pipeline-lock release dev04 why`"),
            List.of("status.release")),
        argumentSet(
            "whatever cures",
            List.of("Cure it: `/pipeline-lock cure dev04 why`"),
            List.of("status.cure")),
        argumentSet(
            "the rest and the pause",
            List.of(
                "Not recreated: x. `/pipeline-lock recreate dev04` asks for what is left.",
                "It is still paused: `/pipeline-lock unpause dev04 why`"),
            List.of("status.recreate", "status.unpause")));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatIsToBeTypedCanBePressed(List<String> todo, List<String> actions) {
    var row = AskAgain.next(incident(), todo).map(Object::toString).orElse("");
    for (var action :
        List.of(
            "status.cure", "status.recreate", "status.release", "status.abort", "status.unpause")) {
      assertThat(row.contains(action)).as(action).isEqualTo(actions.contains(action));
    }
  }
}
