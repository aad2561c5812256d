package pipelinelock.pipeline;

import java.util.Optional;

/**
 * A job of the pipeline.
 *
 * @param pausedBy who paused it, if Concourse says
 * @param finished its newest finished build
 */
public record Job(
    String name, boolean paused, Optional<String> pausedBy, Optional<Build> finished) {}
