package pipelinelock.diagnosis.evidence;

import java.util.List;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Shortlist;

/** The names by which people know builds. */
public final class BuildNames {
  private BuildNames() {}

  /** {@code pipeline-lock build 123}. */
  public static String build(BuildRef ref) {
    String job = ref.isOneOff() ? "one-off" : Outside.name(ref.job());
    return job + " build " + Outside.line(ref.name(), 20);
  }

  public static String build(Build build) {
    return build(build.ref());
  }

  /** {@code create-bosh-concourse/concourse-deploy build 7}, or {@code one-off build 5190}. */
  public static String foreign(Build build) {
    return elsewhere(build.ref());
  }

  /** A build of another pipeline, by that pipeline's name. */
  public static String elsewhere(BuildRef ref) {
    return ref.isOneOff()
        ? build(ref)
        : Outside.name(ref.pipeline())
            + ref.instanceVars().map(vars -> "/" + Outside.line(vars, 40)).orElse("")
            + "/"
            + build(ref);
  }

  public static String builds(List<Build> builds) {
    return Shortlist.of(builds.stream().map(BuildNames::build).toList());
  }
}
