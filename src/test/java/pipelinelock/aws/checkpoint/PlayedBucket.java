package pipelinelock.aws.checkpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.aws.AwsServer;

/** The bucket of a witness as S3 answers for it: versioned, locked, its rights the least. */
final class PlayedBucket implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  static final SigningKey KEY = SigningKey.generate();
  static final SignedCheckpoint FIRST =
      KEY.signed(RecordState.START.next(List.of(), 3, NOON, KEY.keyId(), Optional.empty()));
  static final String OBJECT = "dev/%018d-%s.txt".formatted(1, FIRST.digest().substring(0, 16));

  private static final String BUCKET = "/pipeline-lock-witness";

  private final AwsServer aws = new AwsServer();

  PlayedBucket() {
    keepsVersions("Enabled");
    hasLock("");
    lists();
    answers("PreconditionFailed", 412);
    server().stubFor(delete(anyUrl()).willReturn(refused(403, "AccessDenied")));
  }

  WireMockServer server() {
    return aws.wireMock();
  }

  S3Witness witness(Optional<Duration> keep) {
    return new S3Witness(
        aws.clients(),
        new S3Witness.Place("pipeline-lock-witness", "dev/", Optional.of("eu-west-1"), keep),
        InstantSource.fixed(NOON));
  }

  static ResponseDefinitionBuilder xml(String body) {
    return AwsServer.fromAws(
        aResponse().withHeader("Content-Type", "application/xml").withBody(body));
  }

  static ResponseDefinitionBuilder refused(int status, String code) {
    return xml("<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code))
        .withStatus(status);
  }

  PlayedBucket keepsVersions(String status) {
    return says(
        "versioning",
        xml(
            "<VersioningConfiguration><Status>%s</Status></VersioningConfiguration>"
                .formatted(status)));
  }

  /**
   * @param rule the default retention; may be empty
   */
  PlayedBucket hasLock(String rule) {
    return says(
        "object-lock",
        xml(
            "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>%s</ObjectLockConfiguration>"
                .formatted(rule)));
  }

  static String rule(String mode, int days) {
    return "<Rule><DefaultRetention><Mode>%s</Mode><Days>%d</Days></DefaultRetention></Rule>"
        .formatted(mode, days);
  }

  /** What it answers to one question about itself. */
  PlayedBucket says(String question, ResponseDefinitionBuilder answer) {
    server()
        .stubFor(
            get(urlPathEqualTo(BUCKET))
                .withQueryParam(question, matching(".*"))
                .atPriority(1)
                .willReturn(answer));
    return this;
  }

  /** All on one page; a version is {@code KEY VERSION}. */
  PlayedBucket lists(String... versions) {
    page("", false, versions);
    return this;
  }

  void page(String after, boolean more, String... versions) {
    var body = new StringBuilder("<ListVersionsResult><IsTruncated>" + more + "</IsTruncated>");
    for (var version : versions) {
      var parts = version.split(" ", -1);
      body.append(
          "<Version><Key>%s</Key><VersionId>%s</VersionId></Version>"
              .formatted(parts[0], parts[1]));
    }
    if (more) {
      body.append(
          "<NextKeyMarker>more</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>");
    }
    server()
        .stubFor(
            get(urlPathEqualTo(BUCKET))
                .withQueryParam("versions", matching(".*"))
                .withQueryParam("key-marker", after.isEmpty() ? absent() : equalTo(after))
                .atPriority(2)
                .willReturn(xml(body.append("</ListVersionsResult>").toString())));
  }

  /** What it keeps under that key and version. */
  PlayedBucket keeps(String key, String version, String text) {
    server()
        .stubFor(
            get(urlPathEqualTo(BUCKET + "/" + key))
                .withQueryParam("versionId", equalTo(version))
                .atPriority(5)
                .willReturn(AwsServer.fromAws(aResponse().withBody(text))));
    return this;
  }

  /** The first checkpoint, in one version. */
  PlayedBucket keepsTheFirst() {
    return lists(OBJECT + " v1").keeps(OBJECT, "v1", FIRST.text());
  }

  /** To the question how that version is locked. */
  PlayedBucket locks(String key, ResponseDefinitionBuilder answer) {
    server()
        .stubFor(
            get(urlPathEqualTo(BUCKET + "/" + key))
                .withQueryParam("retention", matching(".*"))
                .atPriority(1)
                .willReturn(answer));
    return this;
  }

  static ResponseDefinitionBuilder retention(String mode, String until) {
    return xml(
        "<Retention><Mode>%s</Mode><RetainUntilDate>%s</RetainUntilDate></Retention>"
            .formatted(mode, until));
  }

  /** To every put. */
  PlayedBucket answers(String code, int status) {
    server()
        .stubFor(
            put(anyUrl())
                .willReturn(
                    status == 200
                        ? AwsServer.fromAws(aResponse().withHeader("ETag", "\"a\""))
                        : refused(status, code)));
    return this;
  }

  @Override
  public void close() {
    aws.close();
  }
}
