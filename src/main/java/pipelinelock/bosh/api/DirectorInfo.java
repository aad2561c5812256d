package pipelinelock.bosh.api;

/**
 * Who the Director says it is ({@code GET /info}).
 *
 * @param name {@code dev04}
 * @param version {@code 280.0.0 (00000000)}
 */
public record DirectorInfo(String name, String uuid, String version) {}
