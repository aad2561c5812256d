package pipelinelock.aws.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SignatureForm;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.checkpoint.key.VerifyingKey;
import pipelinelock.aws.AwsAccess;
import pipelinelock.aws.SecretClients;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * An AWS KMS key of the type {@code ECC_NIST_EDWARDS25519}, which never leaves KMS. KMS signs at
 * most 4,096 bytes and a checkpoint may be longer, so it signs the digest (Ed25519ph).
 */
public final class KmsSigner implements Signer {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final SecretClients clients;
  private final AwsAccess access;
  private final String key;
  private final VerifyingKey verifying;

  /**
   * @param key its id, ARN or alias
   * @param verifying its public half, as {@code aws kms get-public-key} gives it
   * @param region absent = where the machine is
   */
  public KmsSigner(
      SecretClients clients, String key, VerifyingKey verifying, Optional<String> region) {
    this.clients = clients;
    this.access = AwsAccess.in(region);
    this.key = key;
    this.verifying = verifying;
  }

  @Override
  public String keyId() {
    return verifying.id();
  }

  @Override
  public SignatureForm form() {
    return SignatureForm.ED25519PH;
  }

  /** What does not fit the public half is no signature of this node, and is given to nobody. */
  @Override
  public SignedCheckpoint signed(Checkpoint checkpoint) {
    var signed = Signer.super.signed(checkpoint);
    if (new TrustedKeys(List.of(verifying)).problem(signed).isPresent()) {
      throw new RemoteFailure(
          Kind.REFUSED,
          "the KMS key %s does not match the public half in the settings: set checkpoints.kms.public_key to what 'aws kms get-public-key' prints"
              .formatted(key));
    }
    return signed;
  }

  @Override
  public byte[] sign(byte[] text) {
    try (var kms = clients.kms(access, LIMIT)) {
      return kms.sign(
              it ->
                  it.keyId(key)
                      .messageType(MessageType.DIGEST)
                      .message(SdkBytes.fromByteArray(sha512(text)))
                      .signingAlgorithm(SigningAlgorithmSpec.ED25519_PH_SHA_512))
          .signature()
          .asByteArray();
    } catch (SdkException e) {
      var trouble = AwsTrouble.of(e, clients.asked(access, "kms:Sign"));
      throw new RemoteFailure(
          trouble.kind(),
          "the KMS key %s %s".formatted(key, trouble.what()),
          trouble.fix(),
          new IllegalStateException(e.getClass().getSimpleName()));
    }
  }

  private static byte[] sha512(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }
}
