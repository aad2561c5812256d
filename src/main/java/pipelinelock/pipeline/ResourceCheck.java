package pipelinelock.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * The last check of a resource.
 *
 * @param status Concourse's word for the check's build; {@code started} for long means that the
 *     check hangs
 */
public record ResourceCheck(
    String resource, String status, Optional<Instant> startedAt, Optional<Instant> lastChecked) {}
