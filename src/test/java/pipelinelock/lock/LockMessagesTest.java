package pipelinelock.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.lock.LockMessage.Verb.ADDING_CLAIMED;
import static pipelinelock.lock.LockMessage.Verb.ADDING_UNCLAIMED;
import static pipelinelock.lock.LockMessage.Verb.CLAIMING;
import static pipelinelock.lock.LockMessage.Verb.REMOVING;
import static pipelinelock.lock.LockMessage.Verb.UNCLAIMING;
import static pipelinelock.lock.LockMessage.Verb.UPDATING;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.lock.LockMessage.Other;
import pipelinelock.lock.LockMessage.PoolResource;
import pipelinelock.lock.LockMessage.Verb;

class LockMessagesTest {
  private static final String URL =
      "https://deployer.dev04.example/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock";
  private static final Holder BUILD_123 =
      new Holder.JobBuild(
          new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "123"));
  private static final Holder NOBODY = new Holder.Unnamed();
  private static final BuildRef REF_123 =
      new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "123");
  private static final Holder BUILD_123_OF_DEV04 =
      new Holder.JobBuild(REF_123, ConcourseAddress.of("https://deployer.dev04.example"));

  static Stream<Arguments> messages() {
    return Stream.of(
        says(
            "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock", CLAIMING, BUILD_123),
        says(
            "main/create-cloudfoundry/pipeline-lock build 123 unclaiming: lock\n",
            UNCLAIMING,
            BUILD_123),
        says(
            "main/create-cloudfoundry/pipeline-lock build 123.1 claiming: lock",
            CLAIMING,
            rerun("123.1")),
        says(
            "main/cf/{\"branch\":\"a/b c\",\"n\":{\"z\":1}}/pipeline-lock build 7 claiming: lock",
            CLAIMING,
            withVars("{\"branch\":\"a/b c\",\"n\":{\"z\":1}}")),
        says(
            new ReleaseMessage("lock", "INC-12", "U0ANA", List.of("U0BEN", "U0CLEO")).text(),
            UNCLAIMING,
            NOBODY),
        says("one-off build 5190 removing: lock", REMOVING, new Holder.OneOffBuild(5190)),
        says("claiming: lock", CLAIMING, NOBODY),
        says("adding claimed: lock", ADDING_CLAIMED, NOBODY),
        says("adding unclaimed: lock", ADDING_UNCLAIMED, NOBODY),
        says("updating: lock", UPDATING, NOBODY),
        says("claiming: lock\nBuild URL: " + URL + "/builds/123\n", CLAIMING, BUILD_123_OF_DEV04),
        says("claiming: lock\nBuild URL: " + URL + "/builds/123 ", CLAIMING, BUILD_123_OF_DEV04),
        says("claiming: lock Build URL: " + URL + "/builds/123", CLAIMING, BUILD_123_OF_DEV04),
        says(
            "unclaiming: lock\r\nBuild URL: " + URL + "/builds/123\r\n",
            UNCLAIMING,
            BUILD_123_OF_DEV04),
        says("claiming: lock\nBuild URL:", CLAIMING, NOBODY),
        says("claiming: lock\nBuild URL: \n", CLAIMING, NOBODY),
        says("claiming: lock Build URL:", CLAIMING, NOBODY),
        says(
            "claiming: lock\nBuild URL: https://ci.example/concourse/builds/5190",
            CLAIMING,
            new Holder.OneOffBuild(5190, ConcourseAddress.of("https://ci.example/concourse"))),
        says(
            "claiming: lock\nBuild URL: ftp://elsewhere/file",
            CLAIMING,
            new Holder.Unreadable("ftp://elsewhere/file", Optional.empty())),
        says(
            "claiming: lock\nBuild URL: " + URL + "/builds/%zz",
            CLAIMING,
            new Holder.Unreadable(URL + "/builds/%zz", ConcourseAddress.of(URL + "/builds/%zz"))),
        says(
            "my team/cf lon/take the lock build 12 claiming: lock",
            CLAIMING,
            new Holder.JobBuild(
                new BuildRef("my team", "cf lon", Optional.empty(), "take the lock", "12"))),
        says(
            "main/cf/{\"branch\": \"a b\"}/build it build 12.1 unclaiming: lock",
            UNCLAIMING,
            new Holder.JobBuild(
                new BuildRef(
                    "main", "cf", Optional.of("{\"branch\":\"a b\"}"), "build it", "12.1"))),
        says(
            "claiming: lock\nBuild URL: https://ci/teams/my%20team/pipelines/cf%2Flon"
                + "/jobs/take the lock/builds/12",
            CLAIMING,
            new Holder.JobBuild(
                new BuildRef("my team", "cf/lon", Optional.empty(), "take the lock", "12"),
                ConcourseAddress.of("https://ci"))),
        says(
            "claiming: lock\nBuild URL: https://ci/teams/main/pipelines/cf/jobs/pipeline-lock"
                + "/builds/7?vars.n.z=1&vars.branch=%22a%2Fb+c%22",
            CLAIMING, ofCi("{\"branch\":\"a/b c\",\"n\":{\"z\":1}}")),
        says(
            "claiming: lock\nBuild URL: https://ci/teams/main/pipelines/cf/jobs/pipeline-lock"
                + "/builds/7?vars=%7B%22branch%22%3A%22main%22%7D",
            CLAIMING, ofCi("{\"branch\":\"main\"}")),
        says(
            "claiming: lock\nBuild URL: https://ci/teams/main/pipelines/cf/jobs/pipeline-lock"
                + "/builds/7?vars.%22a.b%22=1",
            CLAIMING, ofCi("{\"a.b\":1}")));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyFormOfPoolResourceIsRead(String message, Verb verb, Holder holder) {
    assertThat(LockMessages.read(message, "lock"))
        .isEqualTo(new PoolResource(verb, "lock", holder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Add unclaimed 'lock' lock.",
        "Release the lock by hand",
        "claiming:lock",
        "Claiming: lock",
        "claiming: ",
        "claiming: two locks",
        "stealing: lock",
        "Revert \"main/create-cloudfoundry/pipeline-lock build 123 claiming: lock\"",
        "claiming: lock-2",
        "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock-2",
        "main/create-cloudfoundry/pipeline-lock build 123 claiming: a lock",
        "main/pipeline-lock build 123 claiming: lock",
        "one-off build twelve claiming: lock",
        "claiming: lock\n\nSigned-off-by: somebody",
        "claiming: lock\nBuild URL: https://ci.example/builds/1\nand more",
      })
  void anythingElseIsNeverGuessedAt(String message) {
    assertThat(LockMessages.read(message, "lock")).isEqualTo(new Other());
  }

  private static Arguments says(String message, Verb verb, Holder holder) {
    return Arguments.of(message, verb, holder);
  }

  private static Holder rerun(String name) {
    return new Holder.JobBuild(
        new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", name));
  }

  private static Holder withVars(String json) {
    return new Holder.JobBuild(refWithVars(json));
  }

  private static Holder ofCi(String json) {
    return new Holder.JobBuild(refWithVars(json), ConcourseAddress.of("https://ci"));
  }

  private static BuildRef refWithVars(String json) {
    return new BuildRef("main", "cf", Optional.of(json), "pipeline-lock", "7");
  }
}
