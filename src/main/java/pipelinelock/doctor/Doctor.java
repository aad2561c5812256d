package pipelinelock.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;

/**
 * Runs all checks in parallel, each under its own limit, so that a slow remote delays no other
 * check.
 */
public final class Doctor {
  private final ExecutorService threads;

  /**
   * @param threads one for each check; meant for {@code newVirtualThreadPerTaskExecutor}
   */
  public Doctor(ExecutorService threads) {
    this.threads = threads;
  }

  /** Returns when every check is done or its time is up. */
  public Report examine(List<RemoteChecks> parts) {
    var rows = parts.stream().map(this::examine).toList();
    return new Report(rows.stream().flatMap(it -> it.join().stream()).toList());
  }

  private CompletableFuture<List<Report.Row>> examine(RemoteChecks part) {
    return chain(part, 0, Optional.empty(), new ArrayList<>());
  }

  /**
   * Makes one check of the chain after the other, then the others at once.
   *
   * @param failed the first check that failed
   * @param rows of the checks before
   */
  private CompletableFuture<List<Report.Row>> chain(
      RemoteChecks part, int next, Optional<Check> failed, List<Report.Row> rows) {
    if (next == part.chain().size()) {
      return others(part, failed, rows);
    }
    var check = part.chain().get(next);
    return failed
        .map(Doctor::notTried)
        .orElseGet(() -> run(check))
        .thenCompose(
            finding -> {
              rows.add(row(part, check, finding));
              var now = failed.or(() -> Optional.of(check).filter(_ -> isFailure(finding)));
              return chain(part, next + 1, now, rows);
            });
  }

  private CompletableFuture<List<Report.Row>> others(
      RemoteChecks part, Optional<Check> failed, List<Report.Row> rows) {
    var findings =
        part.others().stream()
            .map(it -> failed.map(Doctor::notTried).orElseGet(() -> run(it)))
            .toList();
    return CompletableFuture.allOf(findings.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> {
              for (int i = 0; i < findings.size(); i++) {
                rows.add(row(part, part.others().get(i), findings.get(i).join()));
              }
              return rows;
            });
  }

  private static boolean isFailure(Finding finding) {
    return finding.grade() == Grade.FAIL;
  }

  private Report.Row row(RemoteChecks part, Check check, Finding it) {
    return new Report.Row(
        part.chapter(),
        check.name(),
        new Finding(it.grade(), Outside.lines(it.found()), Outside.lines(it.advice())));
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
                  "no answer within " + Span.limit(check.limit()),
                  "try it by hand from this machine, or allow more time with --limit");
            });
  }

  private static Finding look(Check check) {
    try {
      return check.look().get();
    } catch (RemoteFailure failure) {
      return Finding.fail(
          failure.what(), failure.cure().orElseGet(() -> advice(failure.kind(), check)));
    } catch (IllegalArgumentException refused) {
      return Finding.fail(String.valueOf(refused.getMessage()), "correct " + check.place());
    } catch (RuntimeException bug) {
      // Its text is not ours: it may hold anything.
      return Finding.fail(
          "the check failed: " + bug.getClass().getSimpleName(), "please report this bug");
    }
  }

  private static String advice(RemoteFailure.Kind kind, Check check) {
    return switch (kind) {
      case UNREACHABLE, UNTRUSTED ->
          "check the address and the CA in %s, DNS, and the network from here to it (firewall, tunnel)"
              .formatted(check.place());
      case TIMED_OUT ->
          "check the network from here to it (firewall, tunnel), or allow more time with --limit";
      case UNAUTHORISED, FORBIDDEN -> "check user, secret and permissions of " + check.place();
      case NOT_FOUND, REFUSED -> "check the names in " + check.place();
      case BUSY, AWAITED -> "wait a minute, and check again";
      case BROKEN -> "the remote has a problem: check its log";
      case UNREADY -> "correct the value that is named, or its source";
      case GARBAGE -> "check that the address in %s is the right one".formatted(check.place());
    };
  }
}
