package pipelinelock.wiring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import pipelinelock.audit.checkpoint.Notary;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.trial.KeyTrial;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.audit.witness.Audience;
import pipelinelock.audit.witness.Confirmer;
import pipelinelock.audit.witness.Witness;
import pipelinelock.aws.SecretClients;
import pipelinelock.aws.checkpoint.KmsSigner;
import pipelinelock.aws.checkpoint.S3Witness;
import pipelinelock.git.GitLockConfig.Remote.Use;
import pipelinelock.git.GitWitness;
import pipelinelock.http.Http;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.stamp.TimeStampAuthority;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlCheckpoints;
import pipelinelock.store.ledger.SqlReceipts;

/** Who signs checkpoints of the record, and who keeps them, as the settings say. */
public final class CheckpointWiring {
  private final CheckpointSettings settings;
  private final InstantSource clock;
  private final Map<String, String> variables;

  /**
   * @param variables of the process, which say as whom AWS is asked
   */
  public CheckpointWiring(
      CheckpointSettings settings, InstantSource clock, Map<String, String> variables) {
    this.settings = settings;
    this.clock = clock;
    this.variables = variables;
  }

  /** All who receive checkpoints. */
  public Audience audience() {
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
        .map(it -> new GitWitness(LockClients.remote(it.repository(), Use.WITNESS), it.file()))
        .ifPresent(witnesses::add);
    var confirmers =
        settings.witnesses().timestamp().stream()
            .<Confirmer>map(it -> new TimeStampAuthority(it.url(), it.ca(), Http.client(), clock))
            .toList();
    return new Audience(witnesses, confirmers);
  }

  /** Empty where this node has no key. */
  public Optional<Notary> notary(Database database) {
    return signer()
        .map(signer -> new Notary(new SqlCheckpoints(database), signer, settings.trusted(), clock));
  }

  /** This node's key; empty where it has none. */
  public Optional<Signer> signer() {
    return settings
        .kms()
        .<Signer>map(
            it ->
                new KmsSigner(
                    new SecretClients(variables), it.keyId(), it.publicKey(), it.region()))
        .or(settings::key);
  }

  /** Says whether this node's key can be relied on; empty where it has none. */
  public Optional<KeyTrial> keyTrial() {
    var where =
        settings.kms().map(it -> "AWS KMS " + it.keyId()).orElse("the key of checkpoints.key");
    var verifying =
        settings
            .kms()
            .map(CheckpointSettings.KmsKey::publicKey)
            .or(() -> settings.key().map(SigningKey::verifying));
    return signer()
        .flatMap(
            signer ->
                verifying.map(it -> new KeyTrial(signer, it, where, settings.keys().contains(it))));
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
