package pipelinelock.vm;

/**
 * What a task's event log says it ended with: its last {@code error} event.
 *
 * @param code the Director's own, {@code 450002}; 100 where it has none ({@code errors.rb})
 * @param message one line for people, from outside
 */
public record TaskError(long code, String message) {}
