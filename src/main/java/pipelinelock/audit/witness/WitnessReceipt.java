package pipelinelock.audit.witness;

import java.time.Instant;

/**
 * The record's note that somebody accepted a checkpoint.
 *
 * @param hearer its name
 * @param number the checkpoint's
 * @param at when it accepted
 * @param proof what it returned as proof; may be empty
 */
public record WitnessReceipt(String hearer, long number, Instant at, String proof) {}
