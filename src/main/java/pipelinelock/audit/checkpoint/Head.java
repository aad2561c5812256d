package pipelinelock.audit.checkpoint;

/**
 * The last event of a chain, as far as checkpoints have taken it in.
 *
 * @param last its sequence number
 */
public record Head(long last, String hash) {}
