package pipelinelock.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * The last check of a resource.
 *
 * @param status Concourse's word for the check's build; {@code started} for long means that the
 *     check hangs
 * @param buildId that build's id, given from the same row of numbers as any other build's; absent
 *     where it is not told
 */
public record ResourceCheck(
    String resource,
    String status,
    Optional<Instant> startedAt,
    Optional<Instant> lastChecked,
    Optional<Long> buildId) {
  /** A check whose build is not told. */
  public ResourceCheck(
      String resource, String status, Optional<Instant> startedAt, Optional<Instant> lastChecked) {
    this(resource, status, startedAt, lastChecked, Optional.empty());
  }
}
