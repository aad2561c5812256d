package pipelinelock.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a build as Concourse gives it to its steps in {@code BUILD_URL} since 8.0: {@code
 * …/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock/builds/123?vars.branch="main"}, or
 * {@code …/builds/5190} for a build without a job.
 */
final class BuildUrl {
  private static final Pattern JOB_BUILD =
      Pattern.compile(
          "https?://[^?#]+/teams/([^/?#]+)/pipelines/([^/?#]+)/jobs/([^/?#]+)/builds/([^/?#]+)/?"
              + "(?:\\?([^#]*))?(?:#.*)?");
  private static final Pattern ONE_OFF =
      Pattern.compile("https?://[^?#]+/builds/(\\d{1,18})/?(?:[?#].*)?");

  private BuildUrl() {}

  /** Who the address names; nobody where it has neither form. */
  static Holder holder(String url) {
    try {
      var jobBuild = JOB_BUILD.matcher(url);
      if (jobBuild.matches()) {
        return new Holder.JobBuild(build(jobBuild));
      }
    } catch (IllegalArgumentException broken) {
      return new Holder.Unnamed(); // a broken % escape: not an address that Concourse wrote
    }
    var oneOff = ONE_OFF.matcher(url);
    return oneOff.matches() && !url.contains("/jobs/")
        ? new Holder.OneOffBuild(Long.parseLong(oneOff.group(1)))
        : new Holder.Unnamed();
  }

  private static BuildRef build(Matcher url) {
    return new BuildRef(
        segment(url.group(1)),
        segment(url.group(2)),
        Optional.ofNullable(url.group(5)).flatMap(InstanceVars::json),
        segment(url.group(3)),
        segment(url.group(4)));
  }

  private static String segment(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), UTF_8);
  }
}
