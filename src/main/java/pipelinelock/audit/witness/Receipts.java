package pipelinelock.audit.witness;

import java.util.Optional;

/** The receipts of a record, stored next to its checkpoints. */
public interface Receipts {
  /** Keeps that this hearer took the checkpoint of this number; the first one stays. */
  void add(String hearer, long number, String proof);

  /** That of the highest number. */
  Optional<WitnessReceipt> newest(String hearer);
}
