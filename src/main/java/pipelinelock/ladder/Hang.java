package pipelinelock.ladder;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.vm.InstanceId;

/**
 * Whether the hang persists, according to a look after a rung. An open build counts as hung, and so
 * does one that has ended while its claim's container exists: a real one took the lock more than
 * four minutes after its build had ended, and nobody would have released it.
 */
public sealed interface Hang {
  /**
   * It goes on, and the next rung is called for.
   *
   * @param why a clause: {@code pipeline-lock build 123 is still started}
   */
  record Open(String why) implements Hang {}

  /**
   * Its build has ended, but perhaps not its claim. It may take the lock, and end with that; else
   * the loss of its worker alone ends it.
   *
   * @param why a clause: {@code pipeline-lock build 123 is aborted, but its claim may live on …}
   * @param vms under the containers; empty if they are not known
   */
  record Lingers(String why, Set<InstanceId> vms) implements Hang {
    public Lingers {
      vms = Set.copyOf(vms);
    }
  }

  /**
   * It has ended, and nothing heavier is called for.
   *
   * @param seen what shows that, as sentences
   */
  record Over(String seen) implements Hang {}

  /** It could not be read, so nobody knows; the guard before the next rung says why. */
  record NotRead() implements Hang {}

  /**
   * By the look of this moment.
   *
   * @param aborted ids of the builds that the plan has aborted
   */
  static Hang of(Evidence evidence, Set<Long> aborted) {
    if (!(evidence.pipeline() instanceof Fact.Known<PipelineState> known)
        || !evidence.lock().isKnown()
        || !evidence.containers().isKnown()) {
      return new NotRead();
    }
    var builds = known.observed().builds();
    return open(builds, evidence, aborted)
        .or(() -> lingers(evidence))
        .orElseGet(() -> new Over(seen(builds, aborted)));
  }

  private static Optional<Hang> open(List<Build> builds, Evidence evidence, Set<Long> aborted) {
    return builds.stream()
        .filter(Build::isOpen)
        .filter(build -> aborted.contains(build.id()) || holdsUpTheLock(build, evidence))
        .findFirst()
        .map(
            build ->
                new Open(
                    "%s is still %s".formatted(build.ref().shortForm(), build.status().text())));
  }

  private static Optional<Hang> lingers(Evidence evidence) {
    var dead = DeadClaims.of(evidence);
    return dead.stream()
        .findFirst()
        .map(
            claim ->
                new Lingers(
                    "%s is %s, but its claim may live on in its container on worker %s"
                        .formatted(
                            claim.build().ref().shortForm(),
                            claim.build().status().text(),
                            claim.worker()),
                    dead.stream()
                        .flatMap(it -> evidence.vmOf(it.worker()).stream())
                        .collect(Collectors.toSet())));
  }

  /** Claims and releases, by whatever job; one whose steps could not be read may be one. */
  private static boolean holdsUpTheLock(Build build, Evidence evidence) {
    var names = evidence.environment().pipeline();
    var job = build.ref().job();
    return build.status() == Build.Status.STARTED
        && (job.equals(names.lockJob())
            || job.equals(names.unlockJob())
            || Optional.ofNullable(evidence.activity().get(build.id()))
                .flatMap(Fact::value)
                .map(activity -> activity.poolPut().isOpen())
                .orElse(true));
  }

  private static String seen(List<Build> builds, Set<Long> aborted) {
    String ended =
        builds.stream()
            .filter(build -> aborted.contains(build.id()))
            .map(build -> "%s is %s".formatted(build.ref().shortForm(), build.status().text()))
            .collect(Collectors.joining(", "));
    return "%s, and nothing else that claims or gives back is open."
        .formatted(ended.isEmpty() ? "What was aborted has ended" : ended);
  }
}
