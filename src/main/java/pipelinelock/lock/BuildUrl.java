package pipelinelock.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a build, as Concourse passes it to its steps in {@code BUILD_URL} since 8.0:
 * {@code
 * …/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock/builds/123?vars.branch="main"}, or
 * {@code …/builds/5190} for a build without a job. A name in it may contain anything, escaped or
 * not.
 */
final class BuildUrl {
  private static final Pattern JOB_BUILD =
      Pattern.compile(
          "(https?://[^?#]+)/teams/([^/?#]+)/pipelines/([^/?#]+)/jobs/([^/?#]+)/builds/([^/?#]+)/?"
              + "(?:\\?([^#]*))?(?:#.*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ONE_OFF =
      Pattern.compile(
          "(https?://[^?#]+)/builds/(\\d{1,18})/?(?:[?#].*)?", Pattern.CASE_INSENSITIVE);

  private BuildUrl() {}

  /** Who the address names; nobody where there is none. */
  static Holder holder(String address) {
    var url = address.strip();
    if (url.isEmpty()) {
      return new Holder.Unnamed();
    }
    try {
      var jobBuild = JOB_BUILD.matcher(url);
      if (jobBuild.matches()) {
        return jobBuild(jobBuild).orElseGet(() -> unreadable(url));
      }
    } catch (IllegalArgumentException broken) {
      return unreadable(url); // a broken % escape: not an address that Concourse wrote
    }
    var oneOff = ONE_OFF.matcher(url);
    return oneOff.matches() && !url.contains("/jobs/")
        ? oneOff(oneOff).orElseGet(() -> unreadable(url))
        : unreadable(url);
  }

  private static Optional<Holder> jobBuild(Matcher url) {
    var build = build(url);
    return ConcourseAddress.of(url.group(1))
        .map(concourse -> new Holder.JobBuild(build, Optional.of(concourse)));
  }

  private static Optional<Holder> oneOff(Matcher url) {
    return ConcourseAddress.of(url.group(1))
        .map(its -> new Holder.OneOffBuild(Long.parseLong(url.group(2)), Optional.of(its)));
  }

  private static Holder unreadable(String url) {
    return new Holder.Unreadable(url, ConcourseAddress.of(url));
  }

  private static BuildRef build(Matcher url) {
    return new BuildRef(
        segment(url.group(2)),
        segment(url.group(3)),
        Optional.ofNullable(url.group(6)).flatMap(InstanceVars::json),
        segment(url.group(4)),
        segment(url.group(5)));
  }

  private static String segment(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), UTF_8);
  }
}
