package pipelinelock.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.settings.Example;

/** Found by attack: a copied section with the weaker policy ruled over the same VMs. */
class SharedDeploymentsTest {
  private static final String DIRECTOR = "https://bosh.example.com:25555";
  private static final String UUID = "4b5c7f3e-6c1d-4f0e-9a58-0f9d2c7b1e64";

  /** The example, and a copy of its environment with another Director in it. */
  private static String copied(String director, String uuidOfTheFirst, String uuidOfTheSecond) {
    String first = Example.SHORT.substring(Example.SHORT.indexOf("  dev04:"));
    assertThat(first).contains(DIRECTOR);
    String top = Example.SHORT.substring(0, Example.SHORT.indexOf("  dev04:"));
    return top
        + pinned(first, uuidOfTheFirst)
        + pinned(first, uuidOfTheSecond).replace("dev04:", "stg-lon:").replace(DIRECTOR, director);
  }

  private static String pinned(String environment, String uuid) {
    return uuid.isEmpty()
        ? environment
        : environment.replace(
            "deployment: concourse", "deployment: concourse\n      director_uuid: " + uuid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bosh.example.com:25555/",
        "https://BOSH.example.com:25555",
        "https://bosh.example.com.:25555",
        "https://Bosh.Example.Com.:25555//"
      })
  void anotherSpellingOfTheDirectorIsTheSame(String spelt) {
    assertThatThrownBy(() -> Example.read(copied(spelt, "", "")))
        .hasMessageContaining(
            "environments.stg-lon: has the same Director and deployment as environment dev04")
        .hasMessageContaining("are one address; correct bosh.url or bosh.deployment of one");
  }

  @Test
  void anotherNameOfTheDirectorIsTheSameByItsUuid() {
    assertThatThrownBy(() -> Example.read(copied("https://10.0.0.6:25555", UUID, UUID)))
        .hasMessageContaining(
            "has the same Director and deployment as environment dev04: both have the director_uuid "
                + UUID);
  }

  @Test
  void anotherDirectorIsAnother() {
    var read = Example.read(copied("https://10.0.0.7:25555", UUID, ""));
    assertThat(read.environments()).hasSize(2);
  }
}
