package pipelinelock.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildRefTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"b":1,"a":"x"}         | { "a" : "x", "b" : 1 }
          {"a":"x\\u0026y"}       | {"a":"x&y"}
          {"a":"\\u003ctag\\u003e"} | {"a":"<tag>"}
          {"a":1.0}               | {"a":1}
          {"a":1e3}               | {"a":1000}
          {"a":-0.50}             | {"a":-0.5}
          {"a":"\\/"}             | {"a":"/"}
          {"a":{"z":[1, 2],"b":null}} | {"a":{"b":null,"z":[1,2]}}
          {"a":"\\u00e9"}         | {"a":"é"}
          """)
  void theSameVarsAreEqualHoweverTheyAreWritten(String one, String other) {
    assertThat(ref(one)).isEqualTo(ref(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1}     | {"a":"1"}
          {"a":1}     | {"b":1}
          {"a":[1,2]} | {"a":[2,1]}
          {"a":true}  | {"a":"true"}
          {"a":"x y"} | {"a":"xy"}
          {"a":null}  | {}
          """)
  void othersAreNot(String one, String other) {
    assertThat(ref(one)).isNotEqualTo(ref(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"a\":", "{a}", "{\"a\":1} x", "{\"a\":\"\\q\"}", "{\"a\" 1}", "{,}"})
  void whatIsNoJsonStaysAsItIs(String text) {
    assertThat(ref(text).instanceVars()).contains(text);
  }

  private static BuildRef ref(String vars) {
    return new BuildRef("main", "cf", Optional.of(vars), "pipeline-lock", "7");
  }
}
