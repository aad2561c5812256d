package pipelinelock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.requested;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.evidence.ReportExamples;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlSeenFacts;

/** A folder that proves itself on a machine that has only Python. */
class EvidencePackCommandTest {
  private static final SigningKey KEY = SigningKey.generate();

  @TempDir private Path folder;
  private Path pack;

  /** The second incident of the record, so that the first one is not in its pack. */
  @BeforeEach
  void twoIncidents() {
    pack = folder.resolve("pack");
    var clock = InstantSource.fixed(NOON);
    try (var database = Database.open(folder.resolve("record.db"))) {
      var record = new SqlIncidentRecord(database, clock);
      var first = record.begin(request("the first one")).orElseThrow();
      record.append(first, List.of(new IncidentEvent.Rejected(BEN, "no")), NOON);
      new SqlSeenFacts(database).keep(ReportExamples.SEEN.fingerprint(), ReportExamples.FACTS);
      Incident second = record.begin(request(ReportExamples.HOSTILE)).orElseThrow();
      record.append(second, run(), NOON.plusSeconds(1));
      new Notary(
              new SqlCheckpoints(database), KEY, new TrustedKeys(List.of(KEY.verifying())), clock)
          .make();
    }
  }

  private static IncidentEvent.Requested request(String reason) {
    return requested(DEV04, ANA, reason, ReportExamples.SEEN, RUNBOOK, TWO_OTHERS);
  }

  private static List<IncidentEvent> run() {
    var log = ReportExamples.log();
    return List.of(
        approved(BEN),
        approved(CLEO),
        new IncidentEvent.Started(ReportExamples.SEEN),
        new IncidentEvent.StepIntended(0, ""),
        new IncidentEvent.StepEnded(0, StepOutcome.DONE, "paused"),
        new IncidentEvent.StepIntended(1, ""),
        new IncidentEvent.StepEnded(1, StepOutcome.DONE, "aborted"),
        new IncidentEvent.StepEnded(2, StepOutcome.DONE, "claimed"),
        new IncidentEvent.StepIntended(3, "pl-INC-2-4"),
        new IncidentEvent.TaskAccepted(3, 260183),
        new IncidentEvent.TaskSaid(3, 260183, 0, log.getBytes(UTF_8).length, log));
  }

  private Command pack(String checkpoints) throws IOException {
    var config =
        Files.writeString(
            folder.resolve("bot.yml"),
            "record: {file: %s}\nslack: {bot_token: '${UNSET}'}\n%s"
                .formatted(folder.resolve("record.db"), checkpoints));
    return Command.run(
        Map.of(),
        "evidence-pack",
        "INC-2",
        "--config",
        config.toString(),
        "--out",
        pack.toString());
  }

  private Command signed() throws IOException {
    var pem = folder.resolve("checkpoint.pem");
    Files.writeString(pem, KEY.pem());
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
    return pack("checkpoints: {key: 'file:%s'}\n".formatted(pem));
  }

  /** What the verifier says, with its exit code in front. */
  private String proved(Optional<SigningKey> key) throws Exception {
    var words = new ArrayList<>(List.of("python3", "-B", "docs/verify_record.py"));
    key.ifPresent(it -> words.addAll(List.of("--key", it.verifying().text())));
    words.addAll(List.of("--pack", pack.toString()));
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "install python3 to run this");
      throw e;
    }
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() + " " + said.replace(pack.toString(), "pack");
  }

  @Test
  void aSignedPackProvesItself() throws Exception {
    var written = signed();
    assertThat(written.err()).isEmpty();
    assertThat(written.out())
        .isEqualTo(
            "INC-2 is in %s: 12 files, signed with the key %s.\n".formatted(pack, KEY.keyId()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pack)))
        .isEqualTo("rwx------");
    try (Stream<Path> all = Files.walk(pack)) {
      assertThat(all.filter(Files::isRegularFile).map(it -> pack.relativize(it).toString()))
          .containsExactlyInAnyOrder(
              "INC-2.csv",
              "INC-2.html",
              "INC-2.json",
              "INC-2.jsonl",
              "INC-2.md",
              "MANIFEST.txt",
              "README.txt",
              "checkpoint.txt",
              "facts/%s.txt".formatted(ReportExamples.SEEN.fingerprint()),
              "tasks/260183.ndjson",
              "tasks/260183.txt",
              "verify_record.py");
    }
    assertThat(Files.readString(pack.resolve("INC-2.md")))
        .contains("its signature is valid")
        .doesNotContain("No checkpoint covers");
    assertThat(Files.readString(pack.resolve("INC-2.jsonl"))).doesNotContain("the first one");
    assertThat(proved(Optional.of(KEY))).isEqualTo("0 pack: 12 events: whole.\n");
    assertThat(Command.run(Map.of(), "record", "verify", pack.resolve("INC-2.jsonl").toString()))
        .as("the bot's own verifier reads the events too")
        .isEqualTo(new Command(0, "1 chains, 12 events: whole.\n", ""));
    assertThat(signed().err()).contains("exists already");
  }

  @Test
  void whateverIsChangedInAPackIsFound() throws Exception {
    assertThat(signed().exitCode()).isZero();
    var html = pack.resolve("INC-2.html");
    var before = Files.readString(html);
    Files.writeString(html, before.replace("approved", "rejected"));
    assertThat(proved(Optional.of(KEY)))
        .isEqualTo("1 pack: 12 events: NOT whole.\n  INC-2.html was changed\n");
    Files.delete(html);
    assertThat(proved(Optional.of(KEY))).contains("INC-2.html is missing");
    Files.writeString(html, before);
    Files.writeString(pack.resolve("extra.txt"), "more");
    assertThat(proved(Optional.of(KEY))).contains("extra.txt is not in the manifest");
    Files.delete(pack.resolve("extra.txt"));
    var manifest = pack.resolve("MANIFEST.txt");
    var list = Files.readString(manifest);
    Files.writeString(manifest, list.replaceFirst("made [0-9]+", "made 1"));
    assertThat(proved(Optional.of(KEY)))
        .isEqualTo(
            "1 pack: 12 events: NOT whole.\n  the manifest has a signature that does not match the key %s\n"
                .formatted(KEY.keyId()));
    Files.writeString(manifest, list);
    assertThat(proved(Optional.of(SigningKey.generate())))
        .contains("the manifest is signed with the key", "checkpoint 1 is signed with the key");
    assertThat(proved(Optional.empty())).startsWith("4 pack: 12 events: whole.\n  NOT PROVED: who");
    assertThat(proved(Optional.of(KEY))).startsWith("0 ");
  }

  @Test
  void whatIsHalfWrittenNeverHasTheNameOfAPack() throws Exception {
    var left = Files.createDirectory(pack.resolveSibling(pack.getFileName() + ".unfinished"));
    var refused = pack("");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(left + " is left of an attempt that did not end: delete it");
    assertThat(pack).doesNotExist();

    Files.delete(left);
    assertThat(pack("").exitCode()).isZero();
    assertThat(left).doesNotExist();
    assertThat(pack("").err()).contains(pack + " exists already; choose another name");
  }

  @Test
  void withoutAKeyNobodySignsAndThatIsSaid() throws Exception {
    var written = pack("");
    assertThat(written.out()).contains("signed by nobody, because this node has no key");
    assertThat(Files.readString(pack.resolve("README.txt")))
        .contains("signed by nobody", "The checkpoint is not proved: the settings have no key");
    assertThat(proved(Optional.of(KEY)))
        .isEqualTo(
            "4 pack: 12 events: whole.\n  NOT PROVED: who made the pack: its manifest is not signed\n");
  }
}
