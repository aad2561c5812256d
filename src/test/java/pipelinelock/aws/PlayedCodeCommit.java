package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.util.stream.Collectors.joining;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** CodeCommit as its API reference describes it: JSON 1.1, one URL, the call named in a header. */
record PlayedCodeCommit(WireMockExtension server) {
  private static final String TARGET = "X-Amz-Target";
  private static final String CALL = "CodeCommit_20150413.";
  static final StaticCredentialsProvider OWN =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAOWN", "s3cret-own"));

  static ResponseDefinitionBuilder error(int status, String type) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withHeader("x-amzn-RequestId", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10")
        .withBody("{\"__type\":\"%s\",\"message\":\"told by AWS\"}".formatted(type));
  }

  static ResponseDefinitionBuilder answer(String body) {
    return aResponse()
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withHeader("x-amzn-RequestId", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10")
        .withBody(body);
  }

  static MappingBuilder on(String action) {
    return post("/").withHeader(TARGET, equalTo(CALL + action));
  }

  static RequestPatternBuilder asked(String action) {
    return postRequestedFor(urlEqualTo("/")).withHeader(TARGET, equalTo(CALL + action));
  }

  void tip(String commit) {
    server.stubFor(
        on("GetBranch")
            .withRequestBody(
                equalToJson("{\"repositoryName\":\"pool-dev04\",\"branchName\":\"main\"}"))
            .willReturn(
                answer(
                    "{\"branch\":{\"branchName\":\"main\",\"commitId\":\"%s\"}}"
                        .formatted(commit))));
  }

  /**
   * @param parents in git's order; none for the first commit
   * @param message as JSON has it
   */
  void commit(String id, long seconds, String message, String... parents) {
    String list = Arrays.stream(parents).map("\"%s\""::formatted).collect(joining(","));
    server.stubFor(
        on("GetCommit")
            .withRequestBody(matchingJsonPath("$.commitId", equalTo(id)))
            .willReturn(
                answer(
                    """
                    {"commit":{"commitId":"%s","treeId":"t","parents":[%s],"message":"%s",
                     "author":{"name":"CI Pool Resource","email":"ci-pool@localhost","date":"1 +0000"},
                     "committer":{"name":"c","email":"c@c","date":"%d +0100"},"additionalData":""}}
                    """
                        .formatted(id, list, message, seconds))));
  }

  /**
   * The two folders of a commit: each absent as a whole, or holding {@code .gitkeep} and these.
   *
   * @param claimed {@code lock=blob}
   */
  void folders(String commit, Optional<String> claimed, Optional<String> unclaimed) {
    folder(commit, "claimed", claimed);
    folder(commit, "unclaimed", unclaimed);
  }

  private void folder(String commit, String side, Optional<String> file) {
    String path = "create-cloudfoundry/" + side;
    String files =
        Stream.concat(Stream.of(".gitkeep=e69de29"), file.stream().filter(it -> !it.isEmpty()))
            .map(it -> it.split("=", 2))
            .map(
                it ->
                    "{\"blobId\":\"%s\",\"absolutePath\":\"%s/%s\",\"relativePath\":\"%s\",\"fileMode\":\"NORMAL\"}"
                        .formatted(it[1], path, it[0], it[0]))
            .collect(joining(","));
    server.stubFor(
        on("GetFolder")
            .withRequestBody(matchingJsonPath("$.commitSpecifier", equalTo(commit)))
            .withRequestBody(matchingJsonPath("$.folderPath", equalTo(path)))
            .willReturn(
                file.isEmpty()
                    ? error(400, "FolderDoesNotExistException")
                    : answer(
                        "{\"commitId\":\"%s\",\"folderPath\":\"%s\",\"files\":[%s],\"subFolders\":[],\"symbolicLinks\":[],\"subModules\":[]}"
                            .formatted(commit, path, files))));
  }

  /** The lock lies in {@code claimed}. */
  void claimed(String commit) {
    folders(commit, Optional.of("lock=b1"), Optional.of(""));
  }

  /** The lock lies in {@code unclaimed}. */
  void unclaimed(String commit) {
    folders(commit, Optional.of(""), Optional.of("lock=b1"));
  }

  CodeCommitConfig config(Optional<CodeCommitConfig.Role> role, int history, Duration deadline) {
    return new CodeCommitConfig(
        new CodeCommitConfig.Repository("pool-dev04", "main", "us-east-1"),
        new CodeCommitConfig.Access(role, Optional.of(URI.create(server.baseUrl()))),
        "create-cloudfoundry",
        "lock",
        history,
        deadline);
  }

  CodeCommitLockPool pool() {
    return pool(Duration.ofSeconds(20));
  }

  CodeCommitLockPool pool(Duration deadline) {
    return new CodeCommitLockPool(config(Optional.empty(), 10, deadline), OWN);
  }
}
