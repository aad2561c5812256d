package pipelinelock.rehearsal.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.rehearsal.http.Json;

class SlackSignerTest {

  static Stream<Arguments> vectors() {
    return StreamSupport.stream(
            Json.parse(Json.resource("signature-vectors.json")).spliterator(), false)
        .map(vector -> argumentSet(vector.path("name").asText(), vector));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signsWhatIsValidAndNothingElse(JsonNode vector) {
    var signed =
        new SlackSigner(vector.path("secret").asText())
            .sign(vector.path("timestamp").asText(), vector.path("body").asText());
    var given = vector.path("signature").asText();
    if (vector.path("expect").asText().equals("invalid_signature")) {
      assertThat(signed).isNotEqualTo(given);
    } else {
      assertThat(signed).isEqualTo(given);
    }
  }
}
