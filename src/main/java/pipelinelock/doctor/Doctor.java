package pipelinelock.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.settings.Settings;
import pipelinelock.terminal.Lines;
import pipelinelock.terminal.Times;

/**
 * Makes all checks at once, each under its own limit, so that one slow remote delays nobody. No
 * finding leaves with a secret of the settings in it.
 */
public final class Doctor {
  private final ExecutorService threads;
  private final Secrets secrets;

  /**
   * @param threads one for each check; meant for {@code newVirtualThreadPerTaskExecutor}
   * @param settings whose secrets are kept back
   */
  public Doctor(ExecutorService threads, Settings settings) {
    this.threads = threads;
    this.secrets = Secrets.of(settings);
  }

  /** Returns when every check is done or its time is up. */
  public Report examine(List<Part> parts) {
    var rows = parts.stream().map(this::examine).toList();
    return new Report(rows.stream().flatMap(it -> it.join().stream()).toList());
  }

  private CompletableFuture<List<Report.Row>> examine(Part part) {
    return run(part.first())
        .thenCompose(
            first -> {
              boolean failed = first.grade() == Grade.FAIL;
              var others =
                  part.others().stream()
                      .map(it -> failed ? notTried(part.first()) : run(it))
                      .toList();
              return CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
                  .thenApply(_ -> rows(part, first, others));
            });
  }

  private List<Report.Row> rows(Part part, Finding first, List<CompletableFuture<Finding>> others) {
    var rows = new ArrayList<Report.Row>();
    rows.add(row(part, part.first(), first));
    for (int i = 0; i < others.size(); i++) {
      rows.add(row(part, part.others().get(i), others.get(i).join()));
    }
    return rows;
  }

  private Report.Row row(Part part, Check check, Finding it) {
    return new Report.Row(
        part.chapter(),
        check.name(),
        new Finding(it.grade(), shown(it.found()), shown(it.advice())));
  }

  private String shown(String text) {
    return secrets.hide(Lines.visible(text));
  }

  private static CompletableFuture<Finding> notTried(Check first) {
    return CompletableFuture.completedFuture(
        new Finding(Grade.NOT_TRIED, "not tried: needs " + first.name(), ""));
  }

  private CompletableFuture<Finding> run(Check check) {
    var finding = new CompletableFuture<Finding>();
    var task = threads.submit(() -> finding.complete(look(check)));
    return finding
        .orTimeout(check.limit().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            _ -> {
              task.cancel(true);
              return Finding.fail(
                  "no answer within " + Times.span(check.limit()),
                  "try it by hand from this machine, or allow more time with --limit");
            });
  }

  private static Finding look(Check check) {
    try {
      return check.look().get();
    } catch (RemoteFailure failure) {
      return Finding.fail(String.valueOf(failure.getMessage()), advice(failure.kind(), check));
    } catch (IllegalArgumentException refused) {
      return Finding.fail(String.valueOf(refused.getMessage()), "correct " + check.place());
    } catch (RuntimeException bug) {
      // Its text is not ours: it may hold anything.
      return Finding.fail(
          "the check broke: " + bug.getClass().getSimpleName(), "report it: that is a bug");
    }
  }

  private static String advice(RemoteFailure.Kind kind, Check check) {
    return switch (kind) {
      case UNREACHABLE ->
          "check the address and the CA in %s, DNS, and the way from here (firewall, tunnel)"
              .formatted(check.place());
      case TIMED_OUT -> "check the way from here (firewall, tunnel), or allow more time by --limit";
      case UNAUTHORISED, FORBIDDEN -> "check user, secret and rights of " + check.place();
      case NOT_FOUND, REFUSED -> "check the names in " + check.place();
      case BUSY, AWAITED -> "wait a minute, and check again";
      case BROKEN -> "the remote is ill: look at its own log";
      case GARBAGE -> "check that the address in %s is the right one".formatted(check.place());
    };
  }
}
