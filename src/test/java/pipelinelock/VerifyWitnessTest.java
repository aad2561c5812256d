package pipelinelock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.store.SqlFreezes;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlReceipts;

/** What {@code record verify} reads from a bucket that keeps checkpoints. */
class VerifyWitnessTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path folder;
  private final WireMockServer aws = new WireMockServer(options().dynamicPort());
  private final SigningKey key = SigningKey.generate();
  private Path config;
  private Path record;

  @BeforeEach
  void aRecordThatABucketHearsOf() throws IOException {
    aws.start();
    record = folder.resolve("record.db");
    config =
        Files.writeString(
            folder.resolve("bot.yml"),
            "record: {file: %s}\ncheckpoints: {keys: [%s], s3: {bucket: the-witness, region: eu-west-1}}\n"
                .formatted(record, key.verifying().text()));
  }

  @AfterEach
  void close() {
    aws.stop();
  }

  /** Makes a checkpoint of a freeze, or of its end. */
  private SignedCheckpoint checkpoint(Database database, boolean freeze) {
    new SqlFreezes(database, CLOCK).change(freeze, BEN, "the Director");
    var trusted = new TrustedKeys(List.of(key.verifying()));
    return new Notary(new SqlCheckpoints(database), key, trusted, CLOCK).make().orElseThrow();
  }

  private void keeps(SignedCheckpoint checkpoint) {
    var name = "%018d-a.txt".formatted(checkpoint.checkpoint().number());
    aws.stubFor(
        get(urlPathEqualTo("/the-witness"))
            .withQueryParam("versions", matching(".*"))
            .willReturn(
                fromAws()
                    .withBody(
                        "<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>%s</Key><VersionId>v1</VersionId></Version></ListVersionsResult>"
                            .formatted(name))));
    aws.stubFor(
        get(urlPathEqualTo("/the-witness/" + name))
            .willReturn(fromAws().withBody(checkpoint.text())));
  }

  private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder fromAws() {
    return aResponse().withHeader("x-amz-request-id", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10");
  }

  private Command verify(String... more) {
    var words = new ArrayList<>(List.of("record", "verify", "--config", config.toString()));
    words.addAll(List.of(more));
    return Command.run(
        Map.of(
            "HOME", folder.toString(),
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-s3cret",
            "AWS_ENDPOINT_URL", aws.baseUrl()),
        words.toArray(String[]::new));
  }

  @Test
  void itTellsHowManyEventsAreYoungerThanTheWitnessedCheckpoint() {
    try (var database = Database.open(record)) {
      keeps(checkpoint(database, true));
      checkpoint(database, false);
      new SqlFreezes(database, CLOCK).change(true, BEN, "again");
    }
    var verified = verify();
    assertThat(verified.out())
        .contains("Checkpoints: 2, the newest (2)", "1 are newer")
        .containsPattern("s3://the-witness/ keeps checkpoint 1 \\(\\d+ s old\\); 2 events are");
    assertThat(verified.exitCode()).isZero();
  }

  /** As a person copies it from a thread. */
  @Test
  void aCheckpointThatWasSeenInAThreadHasToBeInTheRecord() {
    Mark first;
    try (var database = Database.open(record)) {
      first = Mark.of(checkpoint(database, true));
      keeps(checkpoint(database, false));
    }
    var has = verify("--seen", "Record: " + first);
    assertThat(has.out()).contains("the record has " + first, "a weak witness");
    assertThat(has.exitCode()).isZero();
    var lacks = verify("--seen", "Record: checkpoint 3, 9f3a1c2d4e5f6071");
    assertThat(lacks.out()).contains("does not have checkpoint 3, 9f3a1c2d4e5f6071");
    assertThat(lacks.exitCode()).isEqualTo(1);
    assertThat(verify("--seen", "yesterday").exitCode()).isEqualTo(2);
  }

  @Test
  void anExportCarriesTheCheckpointsAndIsProvedWithoutTheBot() {
    try (var database = Database.open(record)) {
      checkpoint(database, true);
      checkpoint(database, false);
    }
    var file = folder.resolve("record.jsonl").toString();
    var exported =
        Command.run(Map.of(), "record", "export", "--config", config.toString(), "--out", file);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    var keyless = Command.run(Map.of(), "record", "verify", file);
    assertThat(keyless.out()).contains("NOT PROVED: who signed its 2 checkpoints");
    assertThat(keyless.exitCode()).isEqualTo(4);
    var proved = Command.run(Map.of(), "record", "verify", "--key", key.verifying().text(), file);
    assertThat(proved.out()).contains("Checkpoints: 2, the newest (2)", "0 events are newer");
    assertThat(proved.exitCode()).isZero();
    var stranger = SigningKey.generate().verifying().text();
    assertThat(Command.run(Map.of(), "record", "verify", "--key", stranger, file).out())
        .contains("Checkpoint 1 is signed with the key");
  }

  @Test
  void aWitnessThatRefusesIsNotKnownAndTheRecordNotProved() {
    try (var database = Database.open(record)) {
      checkpoint(database, true);
    }
    aws.stubFor(
        get(anyUrl())
            .willReturn(
                fromAws()
                    .withStatus(403)
                    .withBody("<Error><Code>AccessDenied</Code><Message>no</Message></Error>")));
    var verified = verify();
    assertThat(verified.out()).contains("s3://the-witness/: not known what it keeps");
    assertThat(verified.exitCode()).isEqualTo(4);
  }

  @Test
  void aRecordThatDoesNotContinueWhatIsWitnessedIsNotWhole() {
    SignedCheckpoint lost;
    try (var database = Database.open(folder.resolve("lost.db"))) {
      lost = checkpoint(database, true);
    }
    keeps(lost);
    try (var database = Database.open(record)) {
      new SqlReceipts(database, CLOCK).add("s3://the-witness/", 1, "");
    }
    var verified = verify();
    assertThat(verified.out())
        .contains("none was made yet", "the record does not continue checkpoint 1");
    assertThat(verified.exitCode()).isEqualTo(1);
  }
}
