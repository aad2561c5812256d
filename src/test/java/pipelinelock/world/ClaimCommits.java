package pipelinelock.world;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which commit of a described world a build made with its put, for the version that Concourse
 * shows.
 */
final class ClaimCommits {
  private static final Pattern OLD =
      Pattern.compile("[^/]+/([^/]+)/(?:\\{.*}/)?(.+) build (\\S+) (?:un)?claiming: \\S+");
  private static final Pattern NEW =
      Pattern.compile(
          "(?:un)?claiming: \\S+\\nBuild URL: "
              + Pattern.quote(Setting.URL)
              + "/teams/[^/]+/pipelines/([^/]+)/jobs/([^/]+)/builds/([^/?]+).*");

  private final Map<String, Made> made;

  private record Made(String id, Instant at) {}

  private ClaimCommits(Map<String, Made> made) {
    this.made = made;
  }

  static ClaimCommits of(List<CommitFact> commits) {
    var ids = PoolCommits.ids(commits);
    var made = new HashMap<String, Made>();
    for (int i = 0; i < commits.size(); i++) {
      var commit = new Made(ids.get(i), commits.get(i).at());
      build(commits.get(i).message()).ifPresent(it -> made.put(it, commit));
    }
    return new ClaimCommits(made);
  }

  /**
   * The commit of a build, by name.
   *
   * @param build as {@code pipeline job name}
   * @param start what is older than that is of a build that had the name before
   */
  Optional<String> by(String build, Instant start) {
    return Optional.ofNullable(made.get(build))
        .filter(it -> it.at().isAfter(start.minus(Duration.ofMinutes(5))))
        .map(Made::id);
  }

  private static Optional<String> build(String message) {
    for (var form : new Pattern[] {OLD, NEW}) {
      var found = form.matcher(message);
      if (found.matches()) {
        return Optional.of(
            "%s %s %s"
                .formatted(found.group(1), found.group(2), found.group(3))
                .replace("%20", " "));
      }
    }
    return Optional.empty();
  }
}
