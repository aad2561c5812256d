package pipelinelock.concourse;

import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import pipelinelock.environment.LockedPipeline;

/**
 * How to reach one environment's Concourse.
 *
 * @param url its external address, {@code https://deployer.dev04.dev.cloudpipeline.digital}
 * @param username a local user; the role {@code pipeline-operator} in the pipeline's team suffices
 * @param password never shown
 * @param triggerResource the resource whose version ties the builds of one run together
 * @param limit for a single call, and for reading a build's events
 * @param idle how long no event must arrive before a build's events count as read up to now
 */
public record ConcourseConfig(
    URI url,
    String username,
    String password,
    LockedPipeline pipeline,
    String triggerResource,
    Duration limit,
    Duration idle) {
  /** With {@code pipeline-trigger}, 10 s for a call and 300 ms of idleness. */
  public ConcourseConfig(URI url, String username, String password, LockedPipeline pipeline) {
    this(
        url,
        username,
        password,
        pipeline,
        "pipeline-trigger",
        Duration.ofSeconds(10),
        Duration.ofMillis(300));
  }

  public ConcourseConfig {
    if (HttpUrl.get(url) == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "Concourse's url must start with https:// or http:// and contain no user or password");
    }
    if (!limit.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException(
          "Concourse's limit and idle must be longer than zero, not %s and %s"
              .formatted(limit, idle));
    }
  }

  /** The same with a trigger resource of another name. */
  public ConcourseConfig triggeredBy(String resource) {
    return new ConcourseConfig(url, username, password, pipeline, resource, limit, idle);
  }

  HttpUrl base() {
    var base = HttpUrl.get(url);
    if (base == null) {
      throw new IllegalStateException("the url was checked when it was given");
    }
    return base;
  }

  @Override
  public String toString() {
    return "ConcourseConfig[url=%s, username=%s, password=…, pipeline=%s/%s]"
        .formatted(url, username, pipeline.team(), pipeline.name());
  }
}
