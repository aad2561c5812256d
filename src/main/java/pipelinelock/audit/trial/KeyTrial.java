package pipelinelock.audit.trial;

import java.nio.charset.StandardCharsets;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.audit.checkpoint.key.VerifyingKey;

/**
 * Has a key sign a text that cannot be a checkpoint, and verifies the signature with the public key
 * that everybody else will use.
 *
 * @param verifying that public key, from the settings
 * @param where where the key is kept: {@code AWS KMS alias/pipeline-lock}
 * @param isNamed whether the settings list the public key, for other nodes and for the time after
 *     this key
 */
public record KeyTrial(Signer signer, VerifyingKey verifying, String where, boolean isNamed) {
  /** Its first line is none of a checkpoint. */
  private static final byte[] TEXT =
      "pipeline-lock tries its key\n".getBytes(StandardCharsets.UTF_8);

  public Trial trial() {
    return new Trial("checkpoint key", this::look);
  }

  private TrialOutcome look() {
    var signature = signer.sign(TEXT);
    if (!verifying.holds(signer.form(), TEXT, signature)) {
      return TrialOutcome.bad(
          "%s signs, but not with the key %s: nobody could verify its checkpoints"
              .formatted(where, verifying.id()),
          "write the public half of the key that signs into the settings ('aws kms get-public-key' for KMS)");
    }
    var good = TrialOutcome.good("%s signs as %s".formatted(where, verifying.id()));
    return isNamed
        ? good
        : good.but(
            "name its public half in checkpoints.keys: %s. Other nodes need it, and this one once it has another key"
                .formatted(verifying.text()));
  }
}
