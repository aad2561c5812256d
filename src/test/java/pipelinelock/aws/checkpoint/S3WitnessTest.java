package pipelinelock.aws.checkpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.aws.checkpoint.PlayedBucket.FIRST;
import static pipelinelock.aws.checkpoint.PlayedBucket.OBJECT;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

class S3WitnessTest {
  @AutoClose private final PlayedBucket bucket = new PlayedBucket();
  private final S3Witness witness = bucket.witness(Optional.of(Duration.ofDays(400)));

  @Test
  void aCheckpointIsKeptAsAnObjectThatNobodyCanDeleteNorWriteOver() {
    bucket.answers("", 200);
    witness.keep(FIRST);
    bucket
        .server()
        .verify(
            putRequestedFor(urlPathEqualTo("/pipeline-lock-witness/" + OBJECT))
                .withHeader("if-none-match", equalTo("*"))
                .withHeader("x-amz-object-lock-mode", equalTo("COMPLIANCE"))
                .withHeader(
                    "x-amz-object-lock-retain-until-date", equalTo("2028-01-04T12:00:00Z")));
    var sent = bucket.server().getAllServeEvents().getFirst().getRequest().getBodyAsString();
    assertThat(sent).contains(FIRST.text().lines().toList());
  }

  @Test
  void oneThatIsThereAlreadyIsKept() {
    bucket.keepsTheFirst();
    assertThat(witness.keep(FIRST)).isEmpty();
  }

  @Test
  void somethingElseUnderItsKeyIsNotTakenForIt() {
    bucket.lists(OBJECT + " v1").keeps(OBJECT, "v1", "a forged one");
    assertThatThrownBy(() -> witness.keep(FIRST))
        .isInstanceOfSatisfying(
            RemoteFailure.class, it -> assertThat(it.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("something else under the key of checkpoint 1");
  }

  @Test
  void theNewestIsTheLastOfAllPages() {
    var twelfth = "dev/000000000000000012-b.txt";
    bucket.page("", true, "dev/000000000000000001-a.txt v1");
    bucket.page("more", false, twelfth + " v2", "dev/check-config v3");
    bucket.keeps(twelfth, "v2", FIRST.text());
    assertThat(witness.newest()).contains(FIRST.text());
  }

  /** A version under lock stays, but anybody with a right to put can put another before it. */
  @Test
  void ofOneCheckpointTheVersionCountsThatWasPutFirst() {
    bucket
        .lists(OBJECT + " v3", OBJECT + " v2", OBJECT + " v1")
        .keeps(OBJECT, "v3", "a forged one")
        .keeps(OBJECT, "v2", "another")
        .keeps(OBJECT, "v1", FIRST.text());
    assertThat(witness.newest()).contains(FIRST.text());
  }

  /**
   * A delete marker is put without any right over the lock, and hides the object from a listing.
   */
  @Test
  void aDeleteMarkerHidesNothing() {
    bucket
        .says(
            "versions",
            PlayedBucket.xml(
                "<ListVersionsResult><IsTruncated>false</IsTruncated><DeleteMarker><Key>%s</Key><VersionId>m</VersionId><IsLatest>true</IsLatest></DeleteMarker><Version><Key>%s</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest></Version></ListVersionsResult>"
                    .formatted(OBJECT, OBJECT)))
        .keeps(OBJECT, "v1", FIRST.text());
    assertThat(witness.newest()).contains(FIRST.text());
  }

  @Test
  void anEmptyBucketKeepsNone() {
    assertThat(witness.newest()).isEmpty();
  }

  @Test
  void aRefusalNamesTheRightThatIsMissing() {
    bucket
        .server()
        .stubFor(any(anyUrl()).atPriority(0).willReturn(PlayedBucket.refused(403, "AccessDenied")));
    assertThatThrownBy(() -> witness.keep(FIRST))
        .isInstanceOfSatisfying(
            RemoteFailure.class, it -> assertThat(it.kind()).isEqualTo(Kind.FORBIDDEN))
        .hasMessageContaining("s3://pipeline-lock-witness/dev/")
        .hasMessageContaining("s3:PutObject");
    assertThatThrownBy(witness::newest)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("s3:ListBucketVersions");
  }
}
