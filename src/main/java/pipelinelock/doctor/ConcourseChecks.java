package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Suppliers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.ResourceCheck;

/** Checks a Concourse: that it is reachable, lets the bot in, and has the pipeline and its jobs. */
public final class ConcourseChecks {
  /** The least role that may pause a job and abort a build, and the greater ones. */
  private static final String ENOUGH = "pipeline-operator";

  private static final List<String> MORE = List.of("member", "owner");

  private final CheckContext context;
  private final Supplier<ConcourseClient> concourse;
  private final LockedPipeline pipeline;
  private final Optional<String> releaseJob;

  /** {@code concourse} is made by the first check, so that a fault in the making is a finding. */
  public ConcourseChecks(
      CheckContext context,
      Supplier<ConcourseClient> concourse,
      LockedPipeline pipeline,
      Optional<String> releaseJob) {
    this.context = context;
    this.concourse = Suppliers.memoize(concourse::get);
    this.pipeline = pipeline;
    this.releaseJob = releaseJob;
  }

  public RemoteChecks part() {
    return new RemoteChecks(
        context.chapter(),
        context.check("concourse reach", () -> context.reach(concourse.get().contact())),
        List.of(
            context.check("concourse version", this::version),
            context.check("concourse role", () -> role(concourse.get().account())),
            context.check("concourse clock", () -> context.clock(() -> concourse.get().contact())),
            context.check("concourse pipeline", this::jobs),
            context.check("concourse locking", this::locking),
            context.check("concourse checks", this::checks)));
  }

  private Finding version() {
    var version = concourse.get().version();
    var found = Finding.ok(version.text());
    return version.knowsTheHang()
        ? found.but("7.13.0 and newer lack a known hang of pool steps (pool-resource#70)")
        : found;
  }

  private Finding role(Account account) {
    var roles = account.teams().getOrDefault(pipeline.team(), List.of());
    String found =
        "%s has %s in team %s%s"
            .formatted(
                account.name(),
                roles.isEmpty() ? "no role" : String.join(", ", roles),
                pipeline.team(),
                account.admin() ? ", and is admin" : "");
    if (account.admin() || roles.stream().anyMatch(MORE::contains)) {
      return Finding.warn(
          found, "more than needed: %s in team %s is enough".formatted(ENOUGH, pipeline.team()));
    }
    return roles.contains(ENOUGH)
        ? Finding.ok(
            "%s; it sees the builds of %s and of public pipelines"
                .formatted(found, teams(account.teams().keySet())))
        : Finding.fail(
            found,
            "give it the role %s in team %s: without it, it cannot pause a job or abort a build"
                .formatted(ENOUGH, pipeline.team()));
  }

  private static String teams(Set<String> names) {
    return (names.size() == 1 ? "team " : "teams ")
        + names.stream().sorted().collect(joining(", "));
  }

  private Finding jobs() {
    var state = concourse.get().pipeline();
    var there = state.jobs().stream().map(Job::name).toList();
    var missing = named().filter(job -> !there.contains(job)).toList();
    String found = "%s has %d jobs".formatted(pipeline.name(), there.size());
    if (!missing.isEmpty()) {
      return Finding.fail(
          "%s; no job %s".formatted(found, String.join(", ", missing)),
          "correct the jobs in %s; there are %s"
              .formatted(context.place(), String.join(", ", there)));
    }
    String paused = state.jobs().stream().filter(Job::paused).map(Job::name).collect(joining(", "));
    if (state.paused() || !paused.isEmpty()) {
      return Finding.warn(
          found + (state.paused() ? "; it is paused" : "; paused: " + paused),
          "unpause it, unless somebody paused it on purpose");
    }
    return Finding.ok(found + ", including those of the settings");
  }

  private Stream<String> named() {
    return Stream.of(
            Stream.of(pipeline.lockJob(), pipeline.unlockJob()),
            releaseJob.stream(),
            pipeline.pathJobs().stream())
        .flatMap(it -> it);
  }

  private Finding locking() {
    boolean off = concourse.get().lockingSwitchedOff().orElse(false);
    if (off == !pipeline.locking()) {
      return Finding.ok(off ? "switched off, as in the settings" : "on");
    }
    return off
        ? Finding.warn(
            "the pipeline was set with DISABLE_PIPELINE_LOCKING",
            "write locking: false, or set the pipeline with locking")
        : Finding.warn(
            "the settings say locking: false, and the pipeline does not",
            "correct the one that is wrong");
  }

  private Finding checks() {
    var checks = concourse.get().checks();
    var bad = checks.stream().filter(it -> !it.status().equals("succeeded")).toList();
    if (bad.isEmpty()) {
      return Finding.ok(
          "succeeded last: " + checks.stream().map(ResourceCheck::resource).collect(joining(", ")));
    }
    return Finding.warn(
        "not well: " + bad.stream().map(ConcourseChecks::words).collect(joining(", ")),
        "see why with `fly check-resource`: a lock build waits for its inputs");
  }

  private static String words(ResourceCheck it) {
    return it.resource() + " " + it.status();
  }
}
