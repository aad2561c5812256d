package pipelinelock.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.witness.Audience;
import pipelinelock.audit.witness.CheckpointReceiver;
import pipelinelock.audit.witness.Confirmer;
import pipelinelock.audit.witness.Witness;
import pipelinelock.wording.UtcTime;

/**
 * Checks the record's checkpoints: that somebody signs them, that somebody else keeps them, and
 * that each witness is what the settings take it for.
 *
 * @param key of this node's key; absent where it has none
 */
public record CheckpointChecks(
    CheckContext context, Optional<Trial> key, TrustedKeys trusted, Audience audience) {
  private static final String KINDS =
      "checkpoints.s3 (a bucket with object lock) or checkpoints.git (a branch that another team owns)";

  public List<RemoteChecks> parts() {
    var parts = new ArrayList<RemoteChecks>();
    parts.add(
        new RemoteChecks(context.chapter(), context.check("checkpoints", this::judge), List.of()));
    key.map(it -> new RemoteChecks(context.chapter(), check(it), List.of())).ifPresent(parts::add);
    Stream.concat(audience.witnesses().stream(), audience.confirmers().stream())
        .map(this::part)
        .forEach(parts::add);
    return parts;
  }

  private Finding judge() {
    if (key.isEmpty()) {
      return Finding.warn(
          "the record is not signed, so whoever can write to its database can rewrite its history",
          "create a key with 'audit keygen', set checkpoints.key to it, and configure a witness: "
              + KINDS);
    }
    var stamped = names(audience.confirmers());
    if (!audience.witnesses().isEmpty()) {
      return Finding.ok(
          "signed, and kept by %s%s"
              .formatted(
                  names(audience.witnesses()), stamped.isEmpty() ? "" : ", stamped by " + stamped));
    }
    return stamped.isEmpty()
        ? Finding.warn(
            "signed, but nobody else keeps them: an old or truncated copy of the record would go unnoticed",
            "configure a witness: %s; or at least checkpoints.timestamp (an authority that proves their time). The incidents' threads name checkpoints, and are a weak witness: whoever has the bot's token can edit them"
                .formatted(KINDS))
        : Finding.warn(
            "signed, and stamped by %s, but the stamps are kept with the record: an old copy of it would go unnoticed"
                .formatted(stamped),
            "configure a witness too: " + KINDS);
  }

  private static String names(List<? extends CheckpointReceiver> hearers) {
    return String.join(", ", hearers.stream().map(CheckpointReceiver::name).toList());
  }

  private RemoteChecks part(CheckpointReceiver hearer) {
    var checks = new ArrayList<Check>();
    switch (hearer) {
      case Witness witness ->
          checks.add(context.slowCheck("witness " + witness.kind(), () -> keeps(witness)));
      case Confirmer _ -> {}
    }
    hearer.trials().stream().map(this::check).forEach(checks::add);
    return new RemoteChecks(context.chapter(), checks.getFirst(), checks.subList(1, checks.size()));
  }

  private Check check(Trial trial) {
    return context.slowCheck(trial.name(), () -> finding(trial.look().get()));
  }

  private static Finding finding(TrialOutcome it) {
    var grade =
        switch (it.worth()) {
          case GOOD -> Grade.OK;
          case DOUBTFUL -> Grade.WARN;
          case BAD -> Grade.FAIL;
        };
    return new Finding(grade, it.found(), it.advice());
  }

  private Finding keeps(Witness witness) {
    var newest = witness.newest();
    if (newest.isEmpty()) {
      return Finding.ok("it can be read, and keeps no checkpoint yet");
    }
    SignedCheckpoint kept;
    try {
      kept = SignedCheckpoint.parse(newest.get());
    } catch (IllegalArgumentException e) {
      return strange("what it keeps is not a checkpoint: " + e.getMessage());
    }
    var checkpoint = kept.checkpoint();
    return trusted
        .problem(kept)
        .map(why -> strange("its checkpoint %d %s".formatted(checkpoint.number(), why)))
        .orElseGet(
            () ->
                Finding.ok(
                    "it can be read, and keeps checkpoint %d of %s"
                        .formatted(checkpoint.number(), UtcTime.of(checkpoint.at()))));
  }

  private static Finding strange(String what) {
    return Finding.fail(
        what,
        "give each record a place of its own (checkpoints.s3.prefix, checkpoints.git.file), and list the keys of all its nodes in checkpoints.keys");
  }
}
