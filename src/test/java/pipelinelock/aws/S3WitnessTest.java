package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.SigningKey;
import pipelinelock.environment.RemoteFailure;

class S3WitnessTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final SignedCheckpoint FIRST =
      KEY.signed(RecordState.START.next(List.of(), 3, NOON, KEY.keyId(), Optional.empty()));
  private static final String PATH =
      "/pipeline-lock-witness/dev/%018d-%s.txt".formatted(1, FIRST.digest().substring(0, 16));

  private final AwsServer aws = new AwsServer();
  private final S3Witness witness =
      new S3Witness(
          aws.clients(),
          new S3Witness.Place(
              "pipeline-lock-witness",
              "dev/",
              Optional.of("eu-west-1"),
              Optional.of(Duration.ofDays(400))),
          InstantSource.fixed(NOON));

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aCheckpointIsKeptAsAnObjectThatNobodyCanDeleteNorWriteOver() {
    aws.wireMock()
        .stubFor(put(anyUrl()).willReturn(AwsServer.fromAws(aResponse().withStatus(200))));
    witness.keep(FIRST);
    aws.wireMock()
        .verify(
            putRequestedFor(urlPathEqualTo(PATH))
                .withHeader("if-none-match", equalTo("*"))
                .withHeader("x-amz-object-lock-mode", equalTo("COMPLIANCE"))
                .withHeader(
                    "x-amz-object-lock-retain-until-date", equalTo("2028-01-04T12:00:00Z")));
    var sent = aws.wireMock().getAllServeEvents().getFirst().getRequest().getBodyAsString();
    assertThat(sent).contains(FIRST.text().lines().toList());
  }

  @Test
  void oneThatIsThereAlreadyIsKept() {
    aws.wireMock()
        .stubFor(
            put(anyUrl())
                .willReturn(
                    AwsServer.fromAws(
                        aResponse()
                            .withStatus(412)
                            .withBody(
                                "<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>"))));
    witness.keep(FIRST);
    aws.wireMock().verify(putRequestedFor(urlPathEqualTo(PATH)));
  }

  @Test
  void theNewestIsTheLastOfAllPages() {
    lists("", "<Key>dev/000000000000000001-a.txt</Key>", true);
    lists("more", "<Key>dev/000000000000000012-b.txt</Key>", false);
    aws.wireMock()
        .stubFor(
            get(urlPathEqualTo("/pipeline-lock-witness/dev/000000000000000012-b.txt"))
                .willReturn(AwsServer.fromAws(aResponse().withBody(FIRST.text()))));
    assertThat(witness.newest()).contains(FIRST.text());
  }

  @Test
  void anEmptyBucketKeepsNone() {
    lists("", "", false);
    assertThat(witness.newest()).isEmpty();
  }

  private void lists(String token, String keys, boolean more) {
    var page =
        get(urlPathEqualTo("/pipeline-lock-witness"))
            .withQueryParam("prefix", equalTo("dev/"))
            .willReturn(
                AwsServer.fromAws(
                    aResponse()
                        .withHeader("Content-Type", "application/xml")
                        .withBody(
                            "<ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                                .formatted(
                                    more,
                                    keys.isEmpty() ? "" : "<Contents>" + keys + "</Contents>",
                                    more
                                        ? "<NextContinuationToken>more</NextContinuationToken>"
                                        : ""))));
    aws.wireMock()
        .stubFor(
            token.isEmpty()
                ? page.atPriority(5)
                : page.withQueryParam("continuation-token", equalTo(token)).atPriority(1));
  }

  @Test
  void aRefusalNamesTheRightThatIsMissing() {
    aws.wireMock()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    AwsServer.fromAws(
                        aResponse()
                            .withStatus(403)
                            .withBody(
                                "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"))));
    assertThatThrownBy(() -> witness.keep(FIRST))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("s3://pipeline-lock-witness/dev/")
        .hasMessageContaining("s3:PutObject");
    assertThatThrownBy(witness::newest)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("s3:ListBucket");
  }
}
