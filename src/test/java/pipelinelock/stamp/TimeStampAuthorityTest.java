package pipelinelock.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.trial.TrialOutcome.Worth;
import pipelinelock.audit.witness.Receipts;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.audit.witness.WitnessStatement;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

class TimeStampAuthorityTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final SignedCheckpoint FIRST = checkpoint(1);
  private static final SignedCheckpoint OTHER = checkpoint(2);

  private LocalAuthority server;

  private static SignedCheckpoint checkpoint(long highest) {
    return KEY.signed(
        RecordState.START.next(List.of(), highest, NOON, KEY.keyId(), Optional.empty()));
  }

  @BeforeEach
  void open() throws Exception {
    server = new LocalAuthority();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private TimeStampAuthority authority(String trusted) {
    return new TimeStampAuthority(
        server.url(), trusted, new OkHttpClient(), InstantSource.fixed(LocalAuthority.NOW));
  }

  private WitnessStatement testimony(TimeStampAuthority authority, String proof) {
    var receipts =
        new Receipts() {
          @Override
          public void add(String hearer, long number, String more) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<WitnessReceipt> newest(String hearer) {
            return Optional.of(new WitnessReceipt(hearer, 1, NOON, proof))
                .filter(_ -> !proof.isEmpty());
          }
        };
    return authority.testimony(List.of(FIRST), receipts);
  }

  @Test
  void theTokenProvesWhenTheCheckpointWasSeen() throws Exception {
    var proof = authority(server.ca()).keep(FIRST);
    assertThat(testimony(authority(server.ca()), proof))
        .isEqualTo(new WitnessStatement.Stamped(FIRST, LocalAuthority.NOW));
    assertThat(testimony(authority(server.pem()), proof))
        .as("its own certificate may be named in place of its CA's")
        .isEqualTo(new WitnessStatement.Stamped(FIRST, LocalAuthority.NOW));
    assertThat(testimony(authority(server.ca()), "")).isEqualTo(new WitnessStatement.KeepsNone());
  }

  @Test
  void aTokenOfAnotherCheckpointProvesNothing() throws Exception {
    var proof = authority(server.ca()).keep(OTHER);
    assertThat(testimony(authority(server.ca()), proof))
        .isInstanceOfSatisfying(
            WitnessStatement.Against.class,
            it -> assertThat(it.why()).contains("checkpoint 1", "it is not for this checkpoint"));
  }

  @Test
  void aTokenThatWasChangedProvesNothing() throws Exception {
    var proof = Base64.getDecoder().decode(authority(server.ca()).keep(FIRST));
    for (int i = 0; i < proof.length; i += 7) {
      var changed = proof.clone();
      changed[i] ^= 1;
      var text = Base64.getEncoder().encodeToString(changed);
      var found = testimony(authority(server.ca()), text);
      if (found instanceof WitnessStatement.Stamped stamped) {
        assertThat(stamped)
            .as("byte %d is under no signature", i)
            .isEqualTo(new WitnessStatement.Stamped(FIRST, LocalAuthority.NOW));
      } else {
        assertThat(found).isInstanceOf(WitnessStatement.Against.class);
      }
    }
    assertThat(testimony(authority(server.ca()), "bm90aGluZw=="))
        .isInstanceOf(WitnessStatement.Against.class);
    assertThat(testimony(authority(server.ca()), "no base64"))
        .isInstanceOf(WitnessStatement.Against.class);
  }

  @Test
  void anAuthorityThatTheSettingsDoNotTrustProvesNothing() throws Exception {
    try (var stranger = new LocalAuthority()) {
      assertThatThrownBy(() -> authority(stranger.ca()).keep(FIRST))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("that the settings trust");
      var proof = authority(server.ca()).keep(FIRST);
      assertThat(testimony(authority(stranger.ca()), proof))
          .isInstanceOf(WitnessStatement.Against.class);
    }
  }

  private TrialOutcome tried(String trusted, Instant now) {
    return new TimeStampAuthority(
            server.url(), trusted, new OkHttpClient(), InstantSource.fixed(now))
        .trials()
        .getFirst()
        .look()
        .get();
  }

  @Test
  void whetherItStampsAndIsTrustedAndWhatItsClockSaysIsTried() throws Exception {
    assertThat(tried(server.ca(), LocalAuthority.NOW).worth()).isEqualTo(Worth.GOOD);
    var late = tried(server.ca(), LocalAuthority.NOW.plusSeconds(61));
    assertThat(late.worth()).isEqualTo(Worth.DOUBTFUL);
    assertThat(late.found()).contains("12:00:05", "12:01:06");
    try (var stranger = new LocalAuthority()) {
      assertThatThrownBy(() -> tried(stranger.ca(), LocalAuthority.NOW))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("that the settings trust");
    }
  }

  @Test
  void anAnswerToAnotherRequestIsRefused() throws Exception {
    server.hears =
        asked -> {
          var again = new TimeStampRequestGenerator();
          again.setCertReq(true);
          return again.generate(
              TSPAlgorithms.SHA256, asked.getMessageImprintDigest(), BigInteger.ONE);
        };
    assertThatThrownBy(() -> authority(server.ca()).keep(FIRST))
        .isInstanceOfSatisfying(
            RemoteFailure.class, it -> assertThat(it.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("does not belong to this request");
  }

  @Test
  void anAuthorityThatIsAwayOrBrokenIsAFailureOfTheRemote() throws Exception {
    server.status = 503;
    assertThatThrownBy(() -> authority(server.ca()).keep(FIRST))
        .isInstanceOfSatisfying(
            RemoteFailure.class, it -> assertThat(it.kind()).isEqualTo(Kind.BROKEN))
        .hasMessageContaining("answered 503");
    var gone = authority(server.ca());
    server.close();
    assertThatThrownBy(() -> gone.keep(FIRST))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("could not be reached");
  }
}
