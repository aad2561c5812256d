package pipelinelock.vm;

/**
 * The error with which a task ended, according to its event log: its last {@code error} event.
 *
 * @param code the Director's own, {@code 450002}; 100 if it has none, 0 if the log has none ({@code
 *     errors.rb})
 * @param message one line for people, from outside
 * @param step what failed: {@code Updating instance concourse-worker/89f7a596-… (0)}; empty if the
 *     log does not say
 * @param phase what it was doing then, in the Director's words: {@code executing pre-start}; empty
 *     if the log does not say
 */
public record TaskError(long code, String message, String step, String phase) {}
