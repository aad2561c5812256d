package pipelinelock.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.witness.Confirmer;
import pipelinelock.audit.witness.Receipts;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.audit.witness.WitnessStatement;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.wording.UtcTime;

/**
 * A time stamp authority (RFC 3161). It receives only the checkpoint's digest; its answer is stored
 * with the checkpoint and proves that the checkpoint existed at that time.
 */
public final class TimeStampAuthority implements Confirmer {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /** In bytes: a token is a few thousand. */
  private static final long LONGEST = 1 << 20;

  /** Many authorities stamp whole seconds, and some with an accuracy of minutes. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private static final MediaType QUERY = MediaType.get("application/timestamp-query");

  private final URI url;
  private final OkHttpClient http;
  private final Collection<X509Certificate> trusted;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param url where it is asked
   * @param trusted its certificate, or those of who certify it, in PEM
   */
  public TimeStampAuthority(URI url, String trusted, OkHttpClient http, InstantSource clock) {
    this.url = url;
    this.clock = clock;
    this.trusted = certificates(trusted);
    this.http =
        http.newBuilder()
            .callTimeout(LIMIT)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
  }

  private static Collection<X509Certificate> certificates(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
          .stream()
          .map((Certificate it) -> (X509Certificate) it)
          .toList();
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the authority's certificate is not readable as PEM", e);
    }
  }

  @Override
  public String name() {
    return "time stamp " + url;
  }

  private static byte[] digest(SignedCheckpoint checkpoint) {
    return HexFormat.of().parseHex(checkpoint.digest());
  }

  /** The token in base64, after it was proved. */
  @Override
  public String keep(SignedCheckpoint checkpoint) {
    var digest = digest(checkpoint);
    return stamped(
        digest,
        stamp -> {
          var _ = stamp.verified(digest, trusted);
          return Base64.getEncoder().encodeToString(stamp.encoded());
        });
  }

  private interface Reading<T> {
    T of(TimeStamp stamp) throws IOException;
  }

  private <T> T stamped(byte[] digest, Reading<T> reading) {
    try {
      return reading.of(TimeStamp.of(answer(request(digest)).getTimeStampToken()));
    } catch (TSPException e) {
      throw failure(Kind.REFUSED, "sent an answer that does not belong to this request", e);
    } catch (IllegalArgumentException e) {
      throw failure(Kind.REFUSED, "sent a time stamp that proves nothing: " + e.getMessage(), e);
    } catch (IOException e) {
      throw failure(Kind.UNREACHABLE, "could not be reached", e);
    }
  }

  @Override
  public String kind() {
    return "timestamp";
  }

  @Override
  public List<Trial> trials() {
    return List.of(new Trial("witness timestamp", this::tryStamp));
  }

  /** Has a digest stamped that is of no checkpoint: a number by chance. */
  private TrialOutcome tryStamp() {
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    var before = clock.instant();
    var at = stamped(digest, stamp -> stamp.verified(digest, trusted));
    var after = clock.instant();
    boolean isOff = at.isBefore(before.minus(TOLERANCE)) || at.isAfter(after.plus(TOLERANCE));
    var found =
        "it stamps, and its certificate is trusted; its clock says %s".formatted(UtcTime.of(at));
    return isOff
        ? TrialOutcome.doubtful(
            found + ", ours " + UtcTime.of(after), "find out whose clock is wrong")
        : TrialOutcome.good(found);
  }

  /** With a number by chance, so that no earlier answer fits. */
  private TimeStampRequest request(byte[] digest) {
    var request = new TimeStampRequestGenerator();
    request.setCertReq(true);
    return request.generate(TSPAlgorithms.SHA256, digest, new BigInteger(64, random));
  }

  private TimeStampResponse answer(TimeStampRequest request) throws IOException, TSPException {
    var call =
        http.newCall(
            new Request.Builder()
                .url(url.toString())
                .post(RequestBody.create(request.getEncoded(), QUERY))
                .build());
    try (var answer = call.execute()) {
      if (answer.code() != 200) {
        throw failure(
            answer.code() >= 500 ? Kind.BROKEN : Kind.REFUSED, "answered " + answer.code(), null);
      }
      var bytes = answer.peekBody(LONGEST).bytes();
      var response = new TimeStampResponse(bytes);
      response.validate(request); // the same digest, the same number by chance, granted
      if (response.getTimeStampToken() == null) {
        throw failure(Kind.REFUSED, "sent no time stamp", null);
      }
      return response;
    }
  }

  private RemoteFailure failure(
      Kind kind, String what, @org.jspecify.annotations.Nullable Exception cause) {
    String text = "the time stamp authority %s %s".formatted(url, what);
    return cause == null ? new RemoteFailure(kind, text) : new RemoteFailure(kind, text, cause);
  }

  @Override
  public WitnessStatement testimony(List<SignedCheckpoint> series, Receipts receipts) {
    var receipt = receipts.newest(name());
    if (receipt.isEmpty()) {
      return new WitnessStatement.KeepsNone();
    }
    long number = receipt.get().number();
    return series.stream()
        .filter(it -> it.checkpoint().number() == number)
        .findFirst()
        .map(it -> proved(it, receipt.get()))
        .orElseGet(
            () ->
                new WitnessStatement.Against(
                    "%s stamped checkpoint %d, and the record has none of that number"
                        .formatted(name(), number)));
  }

  private WitnessStatement proved(SignedCheckpoint checkpoint, WitnessReceipt receipt) {
    try {
      var stamp = TimeStamp.parse(Base64.getDecoder().decode(receipt.proof()));
      return new WitnessStatement.Stamped(checkpoint, stamp.verified(digest(checkpoint), trusted));
    } catch (IllegalArgumentException e) {
      return new WitnessStatement.Against(
          "the time stamp of checkpoint %d by %s proves nothing: %s"
              .formatted(receipt.number(), url, e.getMessage()));
    }
  }
}
