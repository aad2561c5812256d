package pipelinelock.slack.message;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import pipelinelock.lock.BuildRef;

/**
 * Where people can look at one environment for themselves, and what its requests need.
 *
 * @param concourse the address of its Concourse
 * @param commit an address with {@code {commit}} in place of a commit id of the lock repository
 * @param minimumReason fewest characters of a request's reason
 */
public record Site(URI concourse, Optional<String> commit, int minimumReason) {
  private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{7,64}");

  /** The page of a build; its parts come from outside and are encoded. */
  public String build(BuildRef build) {
    return base()
        .addPathSegment("teams")
        .addPathSegment(build.team())
        .addPathSegment("pipelines")
        .addPathSegment(build.pipeline())
        .addPathSegment("jobs")
        .addPathSegment(build.job())
        .addPathSegment("builds")
        .addPathSegment(build.name())
        .build()
        .toString();
  }

  /** The page of a build by its id in the whole Concourse. */
  public String build(long id) {
    return base().addPathSegment("builds").addPathSegment(Long.toString(id)).build().toString();
  }

  private HttpUrl.Builder base() {
    var base = HttpUrl.get(concourse);
    if (base == null) {
      throw new IllegalStateException("Concourse's address was checked with the settings");
    }
    return base.newBuilder();
  }

  /** The page of a commit, where the configuration says how to find it. */
  public Optional<String> commit(String id) {
    return COMMIT_ID.matcher(id).matches()
        ? commit.map(template -> template.replace("{commit}", id))
        : Optional.empty();
  }
}
