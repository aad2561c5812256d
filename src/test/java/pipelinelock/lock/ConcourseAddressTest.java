package pipelinelock.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcourseAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://ci.example,           https://CI.Example/",
    "https://ci.example:443,       https://ci.example",
    "HTTPS://ci.example.,          https://ci.example",
    "http://ci.example:80/,        https://ci.example",
    "https://ci.example/concourse, https://ci.example/concourse//",
    "https://ci.example:8443,      https://ci.example:8443/",
    "https://ops@ci.example,       https://ci.example?x=1#y",
    "https://[2001:DB8::1]:443,    https://[2001:db8::1]",
  })
  void oneConcourseHoweverItIsWritten(String one, String other) {
    assertThat(of(one).isSameAs(of(other))).isTrue();
    assertThat(of(other).isSameAs(of(one))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://ci.example,           https://ci.example.org",
    "https://ci.example,           https://ci2.example",
    "https://ci.example,           https://ci.example:8443",
    "http://ci.example:8080,       http://ci.example",
    "https://ci.example/a,         https://ci.example/b",
    "https://ci.example/concourse, https://ci.example",
    "https://ci.example@evil.test, https://ci.example",
  })
  void twoConcoursesHoweverAlikeTheyLook(String one, String other) {
    assertThat(of(one).isSameAs(of(other))).isFalse();
    assertThat(of(other).isSameAs(of(one))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ci.example", "ftp://ci.example", "https://", "https:///teams/main"})
  void anythingElseIsNoAddress(String text) {
    assertThat(ConcourseAddress.of(text)).isEmpty();
  }

  @Test
  void peopleSeeItAsTheyKnowIt() {
    assertThat(of("HTTPS://CI.example:443/concourse/")).hasToString("https://ci.example/concourse");
    assertThat(of("http://localhost:8080")).hasToString("http://localhost:8080");
  }

  @Test
  void aHolderSaysOnlyWhatItsMessageSays() {
    var ref = new BuildRef("main", "cf", Optional.empty(), "pipeline-lock", "7");
    var ours = of("https://ci.example");
    var other = Optional.of(of("https://ci.other.example"));

    assertThat(new Holder.JobBuild(ref, other).isOfAnotherThan(ours)).isTrue();
    assertThat(new Holder.OneOffBuild(7, other).isOfAnotherThan(ours)).isTrue();
    assertThat(new Holder.JobBuild(ref, Optional.of(ours)).isOfAnotherThan(ours)).isFalse();
    assertThat(new Holder.JobBuild(ref).isOfAnotherThan(ours)).isFalse();
    assertThat(new Holder.Unnamed().isOfAnotherThan(ours)).isFalse();
  }

  @Test
  void onlyTheOldFormWithoutVarsLeavesTheInstanceOpen() {
    var plain = new BuildRef("main", "cf", Optional.empty(), "pipeline-lock", "7");
    var instance = new BuildRef("main", "cf", Optional.of("{\"a\":1}"), "pipeline-lock", "7");
    var ours = Optional.of(of("https://ci.example"));

    assertThat(new Holder.JobBuild(plain).mayBeOfAnyInstance()).isTrue();
    assertThat(new Holder.JobBuild(instance).mayBeOfAnyInstance()).isFalse();
    assertThat(new Holder.JobBuild(plain, ours).mayBeOfAnyInstance()).isFalse();
  }

  private static ConcourseAddress of(String url) {
    return ConcourseAddress.of(url).orElseThrow();
  }
}
