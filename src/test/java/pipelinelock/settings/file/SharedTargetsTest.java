package pipelinelock.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.settings.Example;

/**
 * Found by attack: who may do less in one environment did it in the other, by their shared lock.
 */
class SharedTargetsTest {
  private static final String REPOSITORY = "https://git.example.com/pool.git";
  private static final String CONCOURSE = "https://deployer.example.com";
  private static final String ELSEWHERE = "https://elsewhere.example.com/pool.git";
  private static final String WEAKER = "approvals: {requester_counts: true}";

  /** The example, and another platform that shares what these name. */
  private static String beside(String repository, String concourse, String approvals) {
    String first = Example.SHORT.substring(Example.SHORT.indexOf("  dev04:"));
    String second =
        first
            .replace("dev04:", "stg-lon:")
            .replace("tier: dev", approvals.isEmpty() ? "tier: dev" : "tier: dev\n    " + approvals)
            .replace("https://bosh.example.com:25555", "https://10.0.0.7:25555")
            .replace(REPOSITORY, repository)
            .replace(CONCOURSE, concourse);
    return Example.SHORT + second;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REPOSITORY,
        "https://GIT.example.com/pool.git",
        "https://git.example.com./pool.git",
        "https://git.example.com:443/pool.git/",
        "https://git.example.com//pool",
        "https://git.example.com/./pool.git"
      })
  void aLockOfAnotherSpellingIsTheSame(String spelt) {
    assertThatThrownBy(() -> Example.read(beside(spelt, "https://ci.example.com", WEAKER)))
        .hasMessageContaining(
            "environments.stg-lon: shares the lock (git.example.com/pool create-cloudfoundry/lock) with environment dev04, whose approvals differ")
        .hasMessageContaining("write the same approvals for both, or correct the lock of one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CONCOURSE,
        "https://deployer.example.com/",
        "https://Deployer.EXAMPLE.com",
        "https://deployer.example.com.",
        "https://deployer.example.com:443//"
      })
  void aPipelineOfAnotherSpellingIsTheSame(String spelt) {
    assertThatThrownBy(() -> Example.read(beside(ELSEWHERE, spelt, WEAKER)))
        .hasMessageContaining(
            "environments.stg-lon: shares the pipeline (deployer.example.com:443 main/create-cloudfoundry) with environment dev04")
        .hasMessageContaining("or correct the concourse of one of the two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "approvals: {approvers: {users: [U2, U1]}}"})
  void whoAsksTheSameOfPeopleMayShare(String approvals) {
    assertThat(Example.read(beside(REPOSITORY, CONCOURSE, approvals)).environments()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          approvals: {approvers: {users: [U1, U2, U3]}}   | other people
          approvals: {required: 2, minimum_reason: 9}      | a longer reason
          approvals: {people: [[U1, U9]]}                 | who is one person
          approvals: {cures: {release: {required: 1}}}      | one cure alone
          """)
  void anyDifferenceInWhatIsAskedCounts(String approvals, String why) {
    assertThatThrownBy(() -> Example.read(beside(REPOSITORY, CONCOURSE, approvals)))
        .as(why)
        .hasMessageContaining("whose approvals differ");
  }

  @Test
  void anotherPoolOrNameOrPipelineIsAnother() {
    String other =
        beside(REPOSITORY, CONCOURSE, WEAKER)
            .replaceFirst("(?s)(stg-lon:.*?pool: )create-cloudfoundry", "$1other")
            .replaceFirst("(?s)(stg-lon:.*?pipeline: )create-cloudfoundry", "$1other");
    assertThat(Example.read(other).environments()).hasSize(2);
  }
}
