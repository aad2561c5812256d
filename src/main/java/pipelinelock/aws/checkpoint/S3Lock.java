package pipelinelock.aws.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/**
 * Decides from S3's answers whether objects in a bucket can be deleted or changed. Pure.
 *
 * @param versioned whether the bucket keeps versions
 * @param locked whether the bucket has object lock
 * @param byDefault the bucket's default retention, for objects that set none
 * @param asked the retention in compliance mode that the settings ask for with each checkpoint
 * @param newest the retention of the newest checkpoint
 */
record S3Lock(
    boolean versioned,
    boolean locked,
    Optional<DefaultRetention> byDefault,
    Optional<Duration> asked,
    Newest newest) {

  /** The lock of one object, read from S3 and not derived from settings. */
  sealed interface Newest {
    /** There is no checkpoint yet. */
    record None() implements Newest {}

    /** The bot may not ask. */
    record NotKnown() implements Newest {}

    /** It has none. */
    record Unlocked() implements Newest {}

    record Locked(ObjectLockRetentionMode mode, Instant until) implements Newest {}
  }

  private static final String KEEP_DAYS =
      "set checkpoints.s3.keep_days, or a default retention of the bucket in compliance mode";

  TrialOutcome outcome(Instant now) {
    if (!versioned) {
      return TrialOutcome.bad(
          "its bucket keeps no versions: a checkpoint can be written over",
          "switch versioning on, then object lock");
    }
    if (!locked) {
      return TrialOutcome.bad(
          "its bucket has no object lock: who may delete there can take checkpoints away",
          "switch object lock on (aws s3api put-object-lock-configuration), and " + KEEP_DAYS);
    }
    if (asked.isEmpty() && byDefault.isEmpty()) {
      return TrialOutcome.bad(
          "its bucket has object lock, and nothing says for how long: each checkpoint can be deleted at once",
          KEEP_DAYS);
    }
    return switch (newest) {
      case Newest.Unlocked _ ->
          TrialOutcome.bad(
              "its newest checkpoint is under no lock, whatever the settings say",
              KEEP_DAYS + ". Those that are there already stay without one");
      case Newest.Locked(var mode, var until) when !until.isAfter(now) ->
          TrialOutcome.doubtful(
              "the lock of its newest checkpoint ended at %s (%s)"
                  .formatted(UtcTime.of(until), mode),
              "have checkpoints kept longer: " + KEEP_DAYS);
      case Newest.Locked(var mode, var until) ->
          strength(
              mode != ObjectLockRetentionMode.COMPLIANCE,
              "its newest checkpoint is locked until %s (%s)".formatted(UtcTime.of(until), mode));
      case Newest.None _ -> strength(isWeak(), promise() + "; none is there yet");
      case Newest.NotKnown _ ->
          TrialOutcome.doubtful(
              promise() + "; whether the newest checkpoint is locked is not known",
              "allow s3:GetObjectRetention to the bot");
    };
  }

  private boolean isWeak() {
    return asked.isEmpty()
        && byDefault.filter(it -> it.mode() != ObjectLockRetentionMode.COMPLIANCE).isPresent();
  }

  private String promise() {
    return asked
        .map(it -> "each checkpoint is to be locked for %s (COMPLIANCE)".formatted(Span.of(it)))
        .orElseGet(
            () ->
                "its bucket locks each object for %s (%s)"
                    .formatted(
                        byDefault.map(S3Lock::length).orElse(""),
                        byDefault.map(DefaultRetention::modeAsString).orElse("")));
  }

  private static String length(DefaultRetention retention) {
    return retention.days() != null
        ? Span.of(Duration.ofDays(retention.days()))
        : retention.years() == 1 ? "1 year" : retention.years() + " years";
  }

  private static TrialOutcome strength(boolean weak, String found) {
    return weak
        ? TrialOutcome.doubtful(
            found + ": who has s3:BypassGovernanceRetention can delete it all the same",
            "use compliance mode: " + KEEP_DAYS)
        : TrialOutcome.good(found);
  }
}
