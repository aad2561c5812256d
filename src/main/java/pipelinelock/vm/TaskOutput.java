package pipelinelock.vm;

/**
 * A piece of a task's event log.
 *
 * @param offset the byte at which the piece begins
 * @param bytes the length of the piece in bytes, as the Director counts
 * @param text whole lines only, each with its line end; empty when there is nothing new
 */
public record TaskOutput(long offset, long bytes, String text) {
  /** Where the next piece begins. */
  public long next() {
    return offset + bytes;
  }
}
