package pipelinelock.audit.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.trial.TrialOutcome.Worth;

class KeyTrialTest {
  private static final SigningKey KEY = SigningKey.generate();

  private static TrialOutcome tried(Signer signer, boolean isNamed) {
    return new KeyTrial(signer, KEY.verifying(), "the key", isNamed).trial().look().get();
  }

  @Test
  void aKeyThatSignsIsGood() {
    assertThat(tried(KEY, true)).isEqualTo(TrialOutcome.good("the key signs as " + KEY.keyId()));
    assertThat(tried(KEY, false).worth()).isEqualTo(Worth.GOOD);
    assertThat(tried(KEY, false).advice()).contains(KEY.verifying().text());
  }

  @Test
  void aKeyThatSignsAsAnotherIsTold() {
    var found = tried(SigningKey.generate(), true);
    assertThat(found.worth()).isEqualTo(Worth.BAD);
    assertThat(found.found()).contains("but not with the key " + KEY.keyId());
  }

  /** Else whoever reads along would have a checkpoint that the key signed. */
  @Test
  void whatIsSignedIsNoCheckpoint() {
    List<byte[]> signed = new ArrayList<>();
    var listening =
        new Signer() {
          @Override
          public String keyId() {
            return KEY.keyId();
          }

          @Override
          public byte[] sign(byte[] text) {
            signed.add(text);
            return KEY.sign(text);
          }
        };
    assertThat(tried(listening, true).worth()).isEqualTo(Worth.GOOD);
    var text = new String(signed.getFirst(), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SignedCheckpoint.parse(text + "signature AAAA\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
