package pipelinelock.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * The last check of a resource.
 *
 * @param status the status of the check's build; {@code started} for a long time means that the
 *     check hangs
 * @param buildId that build's id, from the same sequence as other builds' ids; absent if unknown
 */
public record ResourceCheck(
    String resource,
    String status,
    Optional<Instant> startedAt,
    Optional<Instant> lastChecked,
    Optional<Long> buildId) {}
