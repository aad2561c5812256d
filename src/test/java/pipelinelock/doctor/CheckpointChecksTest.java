package pipelinelock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.trial.KeyTrial;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.witness.Audience;
import pipelinelock.audit.witness.Confirmer;
import pipelinelock.audit.witness.Receipts;
import pipelinelock.audit.witness.Witness;
import pipelinelock.audit.witness.WitnessStatement;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** The rows of check-config about who signs the record and who keeps what was signed. */
class CheckpointChecksTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final Trial SIGNS = new KeyTrial(KEY, KEY.verifying(), "the key", true).trial();

  private static String text(SigningKey key) {
    return key.signed(RecordState.START.next(List.of(), 3, NOON, key.keyId(), Optional.empty()))
        .text();
  }

  /** One that keeps this; absent = it is away. */
  private record Keeper(Optional<Optional<String>> keeps, List<Trial> trials) implements Witness {
    @Override
    public String name() {
      return "the bucket";
    }

    @Override
    public String kind() {
      return "s3";
    }

    @Override
    public String keep(SignedCheckpoint checkpoint) {
      throw new AssertionError("a check keeps nothing");
    }

    @Override
    public Optional<String> newest() {
      return keeps.orElseThrow(() -> new RemoteFailure(Kind.UNREACHABLE, "the bucket is away"));
    }
  }

  private record Stamper(List<Trial> trials) implements Confirmer {
    @Override
    public String name() {
      return "the authority";
    }

    @Override
    public String kind() {
      return "timestamp";
    }

    @Override
    public String keep(SignedCheckpoint checkpoint) {
      throw new AssertionError("a check keeps nothing");
    }

    @Override
    public WitnessStatement testimony(List<SignedCheckpoint> series, Receipts receipts) {
      throw new AssertionError("a check has no record");
    }
  }

  private static Trial trial(String name, TrialOutcome outcome) {
    return new Trial(name, () -> outcome);
  }

  private static Keeper keeping(Optional<String> text, Trial... trials) {
    return new Keeper(Optional.of(text), List.of(trials));
  }

  private static Stamper stamping() {
    return new Stamper(List.of(trial("witness timestamp", TrialOutcome.good("it stamps"))));
  }

  private static List<String> rows(Optional<Trial> key, Audience audience) {
    var context =
        new CheckContext(
            "bot", "checkpoints", Limits.of(Duration.ofSeconds(10)), InstantSource.fixed(NOON));
    var checks =
        new CheckpointChecks(context, key, new TrustedKeys(List.of(KEY.verifying())), audience);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return new Doctor(threads)
          .examine(checks.parts()).rows().stream()
              .map(
                  it ->
                      "%s %s: %s -> %s"
                          .formatted(
                              it.check(),
                              it.finding().grade(),
                              it.finding().found(),
                              it.finding().advice()))
              .toList();
    }
  }

  @Test
  void withoutAKeyTheFirstStepIsNamed() {
    assertThat(rows(Optional.empty(), Audience.NOBODY))
        .singleElement()
        .asString()
        .contains("checkpoints WARN: the record is not signed", "audit keygen", "checkpoints.s3");
  }

  @Test
  void whereNobodyKeepsThemAllKindsAreNamed() {
    assertThat(rows(Optional.of(SIGNS), Audience.NOBODY).getFirst())
        .contains("checkpoints WARN: signed, but nobody else keeps them")
        .contains("checkpoints.s3", "checkpoints.git", "checkpoints.timestamp");
    assertThat(rows(Optional.of(SIGNS), new Audience(List.of(), List.of(stamping()))))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .contains("WARN: signed, and stamped by the authority", "would go unnoticed"),
            key ->
                assertThat(key)
                    .isEqualTo("checkpoint key OK: the key signs as %s -> ".formatted(KEY.keyId())),
            stamp -> assertThat(stamp).isEqualTo("witness timestamp OK: it stamps -> "));
  }

  @Test
  void eachTrialOfAWitnessIsARow() {
    var bucket =
        keeping(
            Optional.of(text(KEY)),
            trial("witness s3 lock", TrialOutcome.bad("no lock", "switch it on")),
            trial("witness s3 delete", TrialOutcome.doubtful("may delete", "take it away")));
    assertThat(rows(Optional.of(SIGNS), new Audience(List.of(bucket), List.of())))
        .contains(
            "checkpoints OK: signed, and kept by the bucket -> ",
            "witness s3 OK: it can be read, and keeps checkpoint 1 of 2026-11-30 12:00:00 UTC -> ",
            "witness s3 lock FAIL: no lock -> switch it on",
            "witness s3 delete WARN: may delete -> take it away");
  }

  @Test
  void oneThatKeepsNoneYetIsWellAndOneThatIsAwayIsNotTriedFurther() {
    var lock = trial("witness s3 lock", TrialOutcome.good("locked"));
    assertThat(
            rows(
                Optional.of(SIGNS),
                new Audience(List.of(keeping(Optional.empty(), lock)), List.of())))
        .contains("witness s3 OK: it can be read, and keeps no checkpoint yet -> ");
    assertThat(
            rows(
                Optional.of(SIGNS),
                new Audience(List.of(new Keeper(Optional.empty(), List.of(lock))), List.of())))
        .anySatisfy(it -> assertThat(it).startsWith("witness s3 FAIL: the bucket is away"))
        .contains("witness s3 lock NOT_TRIED: not tried: needs witness s3 -> ");
  }

  @Test
  void whatIsNotOfThisRecordIsTold() {
    assertThat(
            rows(
                Optional.of(SIGNS),
                new Audience(
                    List.of(keeping(Optional.of(text(SigningKey.generate())))), List.of())))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("witness s3 FAIL: its checkpoint 1 is signed with the key")
                    .contains("checkpoints.keys"));
    assertThat(
            rows(
                Optional.of(SIGNS),
                new Audience(List.of(keeping(Optional.of("a text"))), List.of())))
        .anySatisfy(
            it -> assertThat(it).contains("witness s3 FAIL: what it keeps is not a checkpoint"));
  }
}
