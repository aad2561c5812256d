package pipelinelock.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.LockPool;

/** Which answers of a remote are a reason to read its values again. */
class RefusalWatchTest {
  private final List<String> told = new ArrayList<>();
  private final RefusalWatch refusals =
      new RefusalWatch(() -> told.add("accepted"), () -> told.add("refused"));

  private void ask(RemoteFailure failure) {
    LockPool pool =
        refusals.watched(
            LockPool.class,
            () -> {
              throw failure;
            });
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(pool::read)
        .as("it goes through as it is")
        .isSameAs(failure);
  }

  static Stream<RemoteFailure> refusals() {
    var handshake = new SSLHandshakeException("no path");
    handshake.initCause(new CertificateException("unable to find valid certification path"));
    return Stream.of(
        new RemoteFailure(Kind.UNAUTHORISED, "UAA answered 401"),
        new RemoteFailure(Kind.UNREACHABLE, "not trusted", handshake),
        new RemoteFailure(Kind.UNTRUSTED, "our certificate", alert("certificate_expired")));
  }

  private static SSLHandshakeException alert(String word) {
    return new SSLHandshakeException("(%s) Received fatal alert: %1$s".formatted(word));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void wrongCredentialsAndAnUntrustedCertificateAreRefusals(RemoteFailure failure) {
    ask(failure);

    assertThat(told).containsExactly("refused");
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNAUTHORISED")
  void nothingElseIs(Kind kind) {
    ask(new RemoteFailure(kind, "not now", new IOException("broken")));

    assertThat(told).isEmpty();
  }

  @Test
  void noVersionOfTlsInCommonIsNone() {
    ask(new RemoteFailure(Kind.UNTRUSTED, "too old", alert("protocol_version")));

    assertThat(told).isEmpty();
  }

  @Test
  void anUnreadyClientAsksNobodyAndSaysWhy() {
    var pool =
        RefusalWatch.unready(
            LockPool.class, () -> new RemoteFailure(Kind.UNREADY, "its value is missing"));

    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(pool::read)
        .withMessage("its value is missing")
        .satisfies(it -> assertThat(it.leavesDoubt()).as("nothing left").isFalse());
    assertThat(pool).hasToString("unready LockPool");
  }
}
