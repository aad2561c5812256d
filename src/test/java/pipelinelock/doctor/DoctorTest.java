package pipelinelock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.settings.Secret;
import pipelinelock.terminal.GoldenText;

class DoctorTest {
  private static final String TOKEN = "top-secret-word";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Doctor doctor = new Doctor(threads);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static Check check(String name, Supplier<Finding> look) {
    return new Check(name, Duration.ofSeconds(10), "environments.dev04.bosh", look);
  }

  private Finding only(Check check) {
    var report = doctor.examine(List.of(new RemoteChecks("dev04", check, List.of())));
    return report.rows().getFirst().finding();
  }

  private static Finding refuses(RemoteFailure.Kind kind) {
    throw new RemoteFailure(kind, "UAA answered 401: Bad credentials");
  }

  @Test
  void whatFailsKeepsTheRestOfItsPartFromBeingTried() {
    var tried = new AtomicBoolean();
    var part =
        new RemoteChecks(
            "dev04",
            check("bosh reach", () -> refuses(RemoteFailure.Kind.UNREACHABLE)),
            List.of(
                check(
                    "bosh rights",
                    () -> {
                      tried.set(true);
                      return Finding.ok("");
                    })));
    var other = new RemoteChecks("dev04", check("lock", () -> Finding.ok("claimed")), List.of());

    var report = doctor.examine(List.of(part, other));

    assertThat(tried).isFalse();
    assertThat(report.rows())
        .extracting(row -> row.finding().grade())
        .containsExactly(Grade.FAIL, Grade.NOT_TRIED, Grade.OK);
    assertThat(report.rows().get(1).finding().found()).isEqualTo("not tried: needs bosh reach");
  }

  @Test
  void aCheckThatHangsEndsInTimeAndDelaysNoOther() throws InterruptedException {
    var never = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var hanging =
        new Check(
            "bosh reach",
            Duration.ofMillis(300),
            "bosh",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return Finding.ok("late");
            });
    var swift = new CountDownLatch(1);
    var other =
        check(
            "lock",
            () -> {
              swift.countDown();
              return Finding.ok("");
            });

    var report =
        doctor.examine(
            List.of(
                new RemoteChecks("a", hanging, List.of()),
                new RemoteChecks("b", other, List.of())));

    assertThat(report.rows().getFirst().finding().found()).startsWith("no answer within");
    assertThat(report.worst()).isEqualTo(Grade.FAIL);
    assertThat(swift.getCount()).isZero();
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(RemoteFailure.Kind.class)
  void everyKindOfFailureHasItsAdvice(RemoteFailure.Kind kind) {
    var finding = only(check("bosh rights", () -> refuses(kind)));

    assertThat(finding.grade()).isEqualTo(Grade.FAIL);
    assertThat(finding.found()).isEqualTo("UAA answered 401: Bad credentials");
    assertThat(finding.advice()).isNotBlank();
  }

  @Test
  void aSecretThatARemoteEchoesIsKeptBack() {
    var _ = new Secret(TOKEN);
    var finding =
        only(
            check(
                "slack token", () -> Finding.fail("no user " + TOKEN + "?", "ask about " + TOKEN)));

    assertThat(finding.found()).isEqualTo("no user ***?");
    assertThat(finding.advice()).isEqualTo("ask about ***");
  }

  @Test
  void aBugIsNamedWithoutItsText() {
    var finding =
        only(
            check(
                "lock",
                () -> {
                  throw new IllegalStateException("anything, perhaps " + TOKEN);
                }));

    assertThat(finding.found()).isEqualTo("the check failed: IllegalStateException");
  }

  @Test
  void theTableAndTheJsonArePinned() {
    var report =
        doctor.examine(
            List.of(
                new RemoteChecks(
                    "bot", check("record file", () -> Finding.ok("can be made")), List.of()),
                new RemoteChecks(
                    "dev04",
                    check("bosh reach", () -> Finding.ok("answers at 192.0.2.7:25555")),
                    List.of(
                        check(
                            "bosh rights",
                            () ->
                                Finding.warn(
                                    "pipeline-lock has bosh.admin",
                                    "more than needed: bosh.admin; bosh.4b5c7f3e-6c1d-4f0e-9a58-0f9d2c7b1e64.admin is enough")))),
                new RemoteChecks(
                    "dev04",
                    check("concourse reach", () -> refuses(RemoteFailure.Kind.TIMED_OUT)),
                    List.of(check("concourse role", () -> Finding.ok(""))))));

    GoldenText.check("report.txt", ReportText.of(report));
    GoldenText.check("report.json", ReportJson.of(report));
    assertThat(report.exitCode()).isEqualTo(2);
  }
}
