package pipelinelock.world.sim;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What pool-resource writes as a commit's message. */
final class SimMessages {
  private SimMessages() {}

  static String of(SimConcourse concourse, SimBuild build, String verb) {
    return concourse.versions.urls()
        ? verb
            + ": lock\nBuild URL: "
            + (concourse.versions.tellsUrls() ? url(concourse, build) : "")
        : name(build) + " " + verb + ": lock";
  }

  private static String name(SimBuild build) {
    if (build.pipeline == null || build.job == null) {
      return "one-off build " + build.id;
    }
    var vars = build.pipeline.vars.map(it -> "/" + it).orElse("");
    return "%s/%s%s/%s build %s"
        .formatted(build.team, build.pipeline.name, vars, build.job.name, build.name);
  }

  private static String url(SimConcourse concourse, SimBuild build) {
    if (build.pipeline == null || build.job == null) {
      return concourse.url + "/builds/" + build.id;
    }
    var path =
        "/teams/%s/pipelines/%s/jobs/%s/builds/%s"
            .formatted(build.team, build.pipeline.name, build.job.name, build.name);
    return concourse.url + path + build.pipeline.vars.map(SimMessages::query).orElse("");
  }

  /** {@code {"az":"z2"}} becomes {@code ?vars.az="z2"}, encoded. */
  private static String query(String vars) {
    var parts = vars.substring(2, vars.length() - 1).split("\":", 2);
    return "?vars." + parts[0] + "=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
  }
}
