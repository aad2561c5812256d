package pipelinelock.audit.checkpoint;

/**
 * The last event of a chain that a checkpoint covers.
 *
 * @param last its sequence number
 */
public record ChainHead(long last, String hash) {}
