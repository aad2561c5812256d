package pipelinelock.audit.witness;

import java.time.Instant;

/**
 * That somebody took a checkpoint, as this record remembers it.
 *
 * @param hearer its name
 * @param number of the checkpoint
 * @param at when it said so
 * @param proof what it gave; may be empty
 */
public record Receipt(String hearer, long number, Instant at, String proof) {}
