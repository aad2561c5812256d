package pipelinelock.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.incident.proof.ClickProof;

/** What is on record as the proof of a click has the form of one. */
class ClickProofTest {
  private static final String DIGEST = "0f".repeat(32);
  private static final String SIGNATURE = "v0=" + DIGEST;

  @Test
  void aSignedClickAndOneOfSocketModeAreProofs() {
    var signed = new ClickProof(DIGEST, Optional.of("1"), Optional.of(SIGNATURE), Optional.empty());
    assertThat(signed.of(Optional.of(DIGEST)).card()).hasValue(DIGEST);
    assertThat(new ClickProof(DIGEST, Optional.empty(), Optional.empty(), Optional.of(DIGEST)))
        .extracting(ClickProof::signature)
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          0F     | 1             | SIGNED | -
          DIGEST | one           | SIGNED | -
          DIGEST | 1234567890123 | SIGNED | -
          DIGEST | 1             | v0=0f  | -
          DIGEST | 1             | DIGEST | -
          DIGEST | 1             | SIGNED | 0f
          DIGEST | 1             | -      | DIGEST
          DIGEST | -             | SIGNED | DIGEST
          """)
  void anythingElseIsNone(String body, String timestamp, String signature, String card) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClickProof(
                    full(body).orElseThrow(), full(timestamp), full(signature), full(card)));
  }

  private static Optional<String> full(String text) {
    return Optional.ofNullable(text)
        .map(it -> it.replace("DIGEST", DIGEST).replace("SIGNED", SIGNATURE));
  }
}
