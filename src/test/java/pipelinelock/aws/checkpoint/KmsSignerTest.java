package pipelinelock.aws.checkpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SignatureForm;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.checkpoint.key.VerifyingKey;
import pipelinelock.aws.AwsServer;
import pipelinelock.environment.RemoteFailure;

class KmsSignerTest {
  private static final String KEY =
      "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  private final AwsServer aws = new AwsServer();
  private KeyPair pair;
  private VerifyingKey verifying;
  private Checkpoint checkpoint;

  @BeforeEach
  void aKeyInKms() throws Exception {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    verifying = publicHalf(pair);
    checkpoint =
        RecordState.START.next(
            List.of(), 3, Instant.parse("2026-11-30T12:00:00Z"), verifying.id(), Optional.empty());
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private static VerifyingKey publicHalf(KeyPair pair) {
    return VerifyingKey.parse(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
  }

  private KmsSigner signer(VerifyingKey named) {
    return new KmsSigner(aws.clients(), KEY, named, Optional.of("eu-west-1"));
  }

  /** As KMS answers, with what its key makes of that text. */
  private void signs(boolean prehash) throws Exception {
    var signature = Signature.getInstance("Ed25519");
    signature.setParameter(new EdDSAParameterSpec(prehash));
    signature.initSign(pair.getPrivate());
    signature.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
    aws.wireMock()
        .stubFor(
            post(anyUrl())
                .withHeader("X-Amz-Target", equalTo("TrentService.Sign"))
                .willReturn(
                    AwsServer.json(
                        200,
                        "{\"KeyId\":\"%s\",\"Signature\":\"%s\",\"SigningAlgorithm\":\"ED25519_PH_SHA_512\"}"
                            .formatted(
                                KEY, Base64.getEncoder().encodeToString(signature.sign())))));
  }

  @Test
  void kmsSignsTheDigestAndTheSignatureHoldsUnderItsPublicHalf() throws Exception {
    signs(true);
    var signed = signer(verifying).signed(checkpoint);
    assertThat(signed.form()).isEqualTo(SignatureForm.ED25519PH);
    assertThat(signed.text()).contains("\nsignature ed25519ph ");
    assertThat(SignedCheckpoint.parse(signed.text())).isEqualTo(signed);
    assertThat(new TrustedKeys(List.of(verifying)).problem(signed)).isEmpty();
    var digest =
        MessageDigest.getInstance("SHA-512")
            .digest(checkpoint.text().getBytes(StandardCharsets.UTF_8));
    aws.wireMock()
        .verify(
            postRequestedFor(anyUrl())
                .withRequestBody(matchingJsonPath("$.KeyId", equalTo(KEY)))
                .withRequestBody(matchingJsonPath("$.MessageType", equalTo("DIGEST")))
                .withRequestBody(
                    matchingJsonPath("$.SigningAlgorithm", equalTo("ED25519_PH_SHA_512")))
                .withRequestBody(
                    matchingJsonPath(
                        "$.Message", equalTo(Base64.getEncoder().encodeToString(digest)))));
  }

  @Test
  void oneFormIsNotTakenForTheOther() throws Exception {
    signs(true);
    var signed = signer(verifying).signed(checkpoint);
    var plain = new SignedCheckpoint(checkpoint, SignatureForm.ED25519, signed.signature());
    assertThat(new TrustedKeys(List.of(verifying)).problem(plain)).isPresent();
    signs(false);
    assertThatThrownBy(() -> signer(verifying).signed(checkpoint))
        .isInstanceOf(RemoteFailure.class);
  }

  @Test
  void aKeyThatIsNotTheNamedOneSignsNothing() throws Exception {
    signs(true);
    var other = publicHalf(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    assertThatThrownBy(() -> signer(other).signed(checkpoint))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("checkpoints.kms.public_key");
  }

  @Test
  void aRefusalNamesTheRightThatIsMissing() {
    aws.wireMock()
        .stubFor(post(anyUrl()).willReturn(AwsServer.refusal(400, "AccessDeniedException")));
    assertThatThrownBy(() -> signer(verifying).signed(checkpoint))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("the KMS key " + KEY)
        .hasMessageContaining("kms:Sign")
        .hasMessageNotContaining("s3cret");
  }
}
