package pipelinelock.wiring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.audit.witness.Audience;
import pipelinelock.audit.witness.Witness;
import pipelinelock.aws.S3Witness;
import pipelinelock.aws.SecretClients;
import pipelinelock.git.GitLockConfig.Remote.Use;
import pipelinelock.git.GitWitness;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.store.Database;
import pipelinelock.store.SqlCheckpoints;
import pipelinelock.store.SqlReceipts;

/** Who signs checkpoints of the record, and who keeps them, as the settings name them. */
public final class CheckpointWiring {
  private final CheckpointSettings settings;
  private final InstantSource clock;

  public CheckpointWiring(CheckpointSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * All who hear of checkpoints.
   *
   * @param variables of the process, which say as whom AWS is asked
   */
  public Audience audience(Map<String, String> variables) {
    var witnesses = new ArrayList<Witness>();
    settings
        .witnesses()
        .s3()
        .map(
            it ->
                new S3Witness.Place(
                    it.bucket(), it.prefix(), it.region(), it.keepDays().map(Duration::ofDays)))
        .map(place -> new S3Witness(new SecretClients(variables), place, clock))
        .ifPresent(witnesses::add);
    settings
        .witnesses()
        .git()
        .map(it -> new GitWitness(PlatformWiring.remote(it.repository(), Use.WITNESS), it.file()))
        .ifPresent(witnesses::add);
    return new Audience(witnesses, List.of());
  }

  /** Empty where this node has no key. */
  public Optional<Notary> notary(Database database) {
    return settings
        .key()
        .map(key -> new Notary(new SqlCheckpoints(database), key, settings.trusted(), clock));
  }

  /** Empty where this node has no key. */
  public Optional<Attestation> attestation(Database database, Audience audience) {
    var ledger = new SqlCheckpoints(database);
    return notary(database)
        .map(
            notary ->
                new Attestation(
                    ledger,
                    notary,
                    settings.trusted(),
                    audience,
                    new SqlReceipts(database, clock),
                    series -> {
                      var record = ledger.record();
                      return RecordCheck.of(
                          series, record.chains(), record.highest(), settings.trusted());
                    }));
  }
}
