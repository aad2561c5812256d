package pipelinelock.settings.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.settings.source.Reference.Version;

class ReferenceTest {
  private static final Map<String, Object> DOCUMENT =
      Map.of(
          "ca",
          Map.of("private_key", "key", "bosh.example.com", "host"),
          "list",
          List.of("first", Map.of("a/b", "slash", "~", "tilde")));

  @ParameterizedTest
  @CsvSource({
    "//state/vars.yml,                     //state/vars.yml, , ",
    "//state/vars.yml#a.b,                 //state/vars.yml, , a.b",
    "//state/vars.yml?versionId=3sL4#/a/b, //state/vars.yml, 3sL4, /a/b",
    "//state/vars.yml?versionId=3sL4,      //state/vars.yml, 3sL4, ",
    "//state/a%23b%3Fc%25d,                //state/a#b?c%d, , ",
    "//state/a%2Fb,                        //state/a%2Fb, , ",
    "//state/what?now,                     //state/what?now, , ",
    "dev04/uaa#a#b,                        dev04/uaa, , a#b",
  })
  void aReferenceIsTakenApart(
      String written, String name, @Nullable String version, @Nullable String path) {
    var reference = Reference.of(written);

    assertThat(reference.name()).isEqualTo(name);
    assertThat(reference.version())
        .isEqualTo(Optional.ofNullable(version).map(it -> new Version(it, false)));
    assertThat(reference.path().map(DocumentPath::written)).isEqualTo(Optional.ofNullable(path));
  }

  @ParameterizedTest
  @CsvSource({
    "ca.private_key,       key",
    "/ca/private_key,      key",
    "/ca/bosh.example.com, host",
    "list.0,               first",
    "/list/1/a~1b,         slash",
    "/list/1/~0,           tilde",
    "ca.bosh.example.com,  ",
    "list.2,               ",
    "list.first,           ",
    "ca..private_key,      ",
  })
  void aPathLeadsToItsValueOrNowhere(String path, @Nullable String value) {
    assertThat(DocumentPath.of(path).in(DOCUMENT)).isEqualTo(Optional.ofNullable(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#a", "?versionId=1", "name#", "name#/"})
  void whatNamesNothingIsRefused(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> Reference.of(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dev04/uaa?versionStage=AWSPREVIOUS", "dev04/uaa?versionStage=AWSPREVIOUS#a"})
  void aVersionMayBeNamedByItsStage(String written) {
    assertThat(Reference.of(written).version()).contains(new Version("AWSPREVIOUS", true));
  }
}
